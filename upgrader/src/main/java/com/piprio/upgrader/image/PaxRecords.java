package com.piprio.upgrader.image;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a pax header says about the entry behind it: records of the form {@code <length> <key>=<value>\n}. */
final class PaxRecords {
    private static final String PATH = "path=";
    /** Digits of the length of a record; a longer one is none of ours. */
    private static final int LONGEST_NUMBER = 7;

    private PaxRecords() {}

    /**
     * The name that the entry has in place of that in its header.
     *
     * @return null when there is none
     * @throws MalformedImageException also for an entry whose content is not simply what follows
     */
    static @Nullable String path(byte[] records) throws MalformedImageException {
        String path = null;
        for (int from = 0; from < records.length; ) {
            int end = from + length(records, from);
            if (end > records.length || records[end - 1] != '\n') {
                throw malformed();
            }
            String record = new String(records, from, end - 1 - from, StandardCharsets.UTF_8);
            String said = record.substring(record.indexOf(' ') + 1);
            if (said.startsWith("size=") || said.startsWith("GNU.sparse.")) {
                throw new MalformedImageException("has a layer with a file of a form that is not read here");
            }
            path = said.startsWith(PATH) ? said.substring(PATH.length()) : path;
            from = end;
        }
        return path;
    }

    /** Of the record that begins there; at least the number, the blank and the line break. */
    private static int length(byte[] records, int from) throws MalformedImageException {
        int length = 0;
        int at = from;
        for (; at < records.length && at - from < LONGEST_NUMBER && isDigit(records[at]); at++) {
            length = 10 * length + records[at] - '0';
        }
        if (at == from || at == records.length || records[at] != ' ' || length < at - from + 2) {
            throw malformed();
        }
        return length;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static MalformedImageException malformed() {
        return new MalformedImageException("has a layer with a pax header that is none");
    }
}
