package com.piprio.upgrader.platform;

import java.util.Arrays;
import java.util.List;

/** Reads HAProxy's answer to {@code show servers conn}: a header line that begins with {@code #}, then rows. */
final class ServersConnections {
    private ServersConnections() {}

    /** Connections in use to the server; 0 when the answer does not list it. */
    static int used(String answer, String server) {
        int column = -1;
        for (String line : answer.lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            if (words.get(0).equals("#")) {
                column = words.indexOf("used_cur") - 1; // the header has its mark in front
            } else if (words.get(0).equals(server) && column >= 0 && column < words.size()) {
                return Integer.parseInt(words.get(column));
            }
        }
        return 0;
    }
}
