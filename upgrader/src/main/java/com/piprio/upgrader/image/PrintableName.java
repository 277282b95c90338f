package com.piprio.upgrader.image;

/** Names of files that come from outside, for an operator to read. */
public final class PrintableName {
    private static final int LONGEST = 120;

    private PrintableName() {}

    /** The name without what could act on a terminal. */
    public static String of(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(LONGEST).forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.toString();
    }
}
