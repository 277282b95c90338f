package com.piprio.release.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a customer's schema definition.
 *
 * @param type {@code text}, {@code number}, {@code boolean} or {@code choice}
 * @param unit that a number is in, or null
 * @param many whether it takes several values
 * @param options what a choice offers
 * @param minimum smallest number, or null
 * @param maximum largest number, or null
 * @param longest text in characters, or null
 * @param pattern that a text matches, or null
 * @param unique whether no two documents may have the same value
 * @param label for people, or null
 * @param hint for people who fill it in, or null
 * @param defaultValue that stands for an absent one, or null
 */
public record CustomerField(
        String name,
        String type,
        @Nullable String unit,
        boolean many,
        boolean required,
        List<String> options,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Integer longest,
        @Nullable String pattern,
        boolean unique,
        @Nullable String label,
        @Nullable String hint,
        @Nullable String defaultValue) {

    public CustomerField {
        options = List.copyOf(options);
    }
}
