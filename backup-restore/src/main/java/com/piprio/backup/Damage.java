package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/** What is wrong with a file of a bundle, for an operator to read. */
final class Damage {
    private Damage() {}

    /**
     * Starts the error about one file.
     *
     * @param file path in the bundle, quoted when it may hold anything
     */
    static OperatorException.Builder in(String file, String problem) {
        return OperatorException.of(ErrorCode.BUNDLE_DAMAGED, file + ": " + problem)
                .remedy("do not restore this bundle; choose another one, or copy it again from where it is whole");
    }

    static OperatorException of(String file, String problem) {
        return in(file, problem).build();
    }

    static void requireHash(String file, String expected, String found) {
        if (!found.equals(expected)) {
            throw in(file, "its content was changed")
                    .expected("sha256 " + expected)
                    .found("sha256 " + found)
                    .build();
        }
    }

    /** Makes a name from outside fit to be printed: control characters become {@code ?}, and it has an end. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(200).forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.length() < name.length() ? text + "..." : text.toString();
    }
}
