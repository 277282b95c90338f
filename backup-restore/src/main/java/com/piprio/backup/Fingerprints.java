package com.piprio.backup;

import java.util.Arrays;

/**
 * A set of very many names in eight bytes each: a million object keys take 8 MB.
 *
 * <p>Two different names have the same fingerprint with a probability of one in 10^7 in a set of a million.
 */
final class Fingerprints {
    private long[] values = new long[1024];
    private int size;
    private boolean sorted = true;

    void add(long fingerprint) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = fingerprint;
        sorted = false;
    }

    boolean contains(long fingerprint) {
        sort();
        return Arrays.binarySearch(values, 0, size, fingerprint) >= 0;
    }

    /** How many different ones there are. */
    long distinct() {
        sort();
        long count = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                count++;
            }
        }
        return count;
    }

    /** How many different ones of these the others lack. */
    long distinctNotIn(Fingerprints others) {
        sort();
        long count = 0;
        for (int i = 0; i < size; i++) {
            if ((i == 0 || values[i] != values[i - 1]) && !others.contains(values[i])) {
                count++;
            }
        }
        return count;
    }

    boolean containsAll(Fingerprints others) {
        for (int i = 0; i < others.size; i++) {
            if (!contains(others.values[i])) {
                return false;
            }
        }
        return true;
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
    }
}
