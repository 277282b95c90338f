package com.piprio.operator;

/**
 * A password, key or token that can be used but not printed.
 *
 * @param value the secret itself; pass it on through properties, files or standard input, never in an argument list
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "Secret[****]";
    }
}
