package com.piprio.release.diff;

import java.util.function.Predicate;

/**
 * One kind of difference, and what it means.
 *
 * @param id family and number, such as {@code E4}; a letter tells variants apart
 * @param change what happened, as a noun
 * @param why the verdict is what it is
 * @param remedy what leads on
 * @param applies whether a change is of this kind
 * @param <C> what it looks at
 */
public record Rule<C>(
        String id, Verdict verdict, Handling handling, String change, String why, String remedy, Predicate<C> applies) {

    @Override
    public String toString() {
        return id;
    }
}
