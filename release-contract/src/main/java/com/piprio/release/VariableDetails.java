package com.piprio.release;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a release promises about a variable of {@code .env} beyond its name.
 *
 * @param minimum smallest number that is accepted, or null
 * @param maximum largest number that is accepted, or null
 * @param values what a choice may be; empty for other types
 * @param services Compose services that it reaches, none when only the tooling reads it
 * @param since the first release that knows it, or null when that is not said
 * @param generated install or upgrade fill it in, so that nobody has to
 * @param sources where its value may stand: in {@code .env} itself ({@code value}), in a file that it names ({@code file})
 */
public record VariableDetails(
        Type type,
        @Nullable Long minimum,
        @Nullable Long maximum,
        List<String> values,
        List<String> services,
        @Nullable ReleaseVersion since,
        boolean generated,
        List<String> sources) {

    /** Longer ones are no {@code long}; nobody means them. */
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    /** What contract 1 says: nothing. */
    public static final VariableDetails UNSTATED =
            new VariableDetails(Type.TEXT, null, null, List.of(), List.of(), null, false, List.of("value"));

    public VariableDetails {
        values = List.copyOf(values);
        services = List.copyOf(services);
        sources = List.copyOf(sources);
    }

    /** True when the release takes this value, written like this. */
    public boolean accepts(String value) {
        return switch (type) {
            case TEXT -> true;
            case INTEGER -> INTEGER.matcher(value).matches() && within(Long.parseLong(value));
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case CHOICE -> values.contains(value);
        };
    }

    private boolean within(long number) {
        return (minimum == null || number >= minimum) && (maximum == null || number <= maximum);
    }

    /** What is accepted, in words: {@code integer from 1 to 65535}, {@code choice of INFO, WARN}. */
    public String accepted() {
        return type.name().toLowerCase(Locale.ROOT)
                + (minimum == null ? "" : " from " + minimum)
                + (maximum == null ? "" : " to " + maximum)
                + (values.isEmpty() ? "" : " of " + String.join(", ", values));
    }

    /** Kinds of value. */
    public enum Type {
        TEXT,
        INTEGER,
        BOOLEAN,
        CHOICE
    }
}
