package com.piprio.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * A dotted number such as {@code 1.5.0} (a release) or {@code 1.5.0.4} (a schema version); missing parts count as zero.
 */
public record Version(List<Integer> parts) implements Comparable<Version> {

    public Version {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException when the text is not numbers separated by dots
     */
    public static Version of(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})*")) {
            throw new IllegalArgumentException("not a version: " + text);
        }
        return new Version(
                Arrays.stream(text.split("\\.", -1)).map(Integer::valueOf).toList());
    }

    /** Tells whether this version is the other one or newer. */
    public boolean atLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int index = 0; index < Math.max(parts.size(), other.parts.size()); index++) {
            int order = Integer.compare(part(index), other.part(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    @Override
    public String toString() {
        return String.join(".", parts.stream().map(String::valueOf).toList());
    }
}
