package com.piprio.release.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing in two releases; at least one of them has it.
 *
 * @param before null when the newer release brings it
 * @param after null when the newer release has it no more
 */
record Change<T>(String name, @Nullable T before, @Nullable T after) {

    /** Pairs two lists by name: first what is in the newer one, in its order, then what is gone. */
    static <T> List<Change<T>> between(List<T> before, List<T> after, Function<T, String> name) {
        return between(before, after, name, item -> null);
    }

    /** As above; a thing that says from which older name it comes is paired with that one. */
    static <T> List<Change<T>> between(
            List<T> before, List<T> after, Function<T, String> name, Function<T, @Nullable String> formerName) {
        Map<String, T> older = new LinkedHashMap<>();
        before.forEach(item -> older.put(name.apply(item), item));
        List<Change<T>> changes = new ArrayList<>();
        for (T item : after) {
            T former = older.remove(name.apply(item));
            String formerly = formerName.apply(item);
            if (former == null && formerly != null) {
                former = older.remove(formerly);
            }
            changes.add(new Change<>(name.apply(item), former, item));
        }
        older.forEach((gone, item) -> changes.add(new Change<>(gone, item, null)));
        return changes;
    }

    static <T> Change<T> of(String name, T before, T after) {
        return new Change<>(name, before, after);
    }

    boolean isNew() {
        return before == null;
    }

    boolean isGone() {
        return after == null;
    }

    boolean isKept() {
        return before != null && after != null;
    }

    T was() {
        return Objects.requireNonNull(before, name);
    }

    T now() {
        return Objects.requireNonNull(after, name);
    }

    /** Whether both have it, and differ in this. */
    boolean differs(Function<T, ?> part) {
        return isKept() && !Objects.equals(part.apply(was()), part.apply(now()));
    }

    /** {@code "what 1 -> 2"} when both have it and differ in this, otherwise nothing. */
    String shown(String what, Function<T, ?> part) {
        return differs(part) ? what + " " + part.apply(was()) + " -> " + part.apply(now()) : "";
    }
}
