package com.piprio.upgrader.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server's row in HAProxy's answer to {@code show servers conn}: a header line that begins with {@code #}, then rows.
 *
 * @param address where requests are sent; {@code -} while the name server has not named one
 * @param port where requests are sent
 * @param used connections in use
 */
record ServersConnections(String address, int port, int used) {

    /** The row of the server, written {@code backend/server}; empty when the answer does not list it. */
    static Optional<ServersConnections> read(String answer, String server) {
        List<String> header = List.of();
        for (String line : answer.lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            if (words.get(0).equals("#")) {
                header = words.subList(1, words.size());
            } else if (words.get(0).equals(server) && words.size() >= header.size()) {
                return row(header, words);
            }
        }
        return Optional.empty();
    }

    private static Optional<ServersConnections> row(List<String> header, List<String> words) {
        int address = header.indexOf("addr");
        int port = header.indexOf("port");
        int used = header.indexOf("used_cur");
        return address < 0 || port < 0 || used < 0
                ? Optional.empty()
                : Optional.of(new ServersConnections(
                        words.get(address), Integer.parseInt(words.get(port)), Integer.parseInt(words.get(used))));
    }

    /**
     * How many requests wait in the queue of a backend, from HAProxy's answer to {@code show stat}: a header line that
     * begins with {@code # pxname}, then rows of values between commas.
     */
    static int waiting(String answer, String backend) {
        List<String> header = List.of();
        for (String line : answer.lines().toList()) {
            List<String> values = Arrays.asList(line.strip().split(",", -1));
            if (values.get(0).equals("# pxname")) {
                header = values;
            } else if (header.contains("qcur")
                    && values.get(0).equals(backend)
                    && values.get(1).equals("BACKEND")) {
                return Integer.parseInt(values.get(header.indexOf("qcur")));
            }
        }
        return 0;
    }

    /** True when requests go to this port, or nowhere yet: then the name server's answer will set the address. */
    boolean sendsTo(int wanted) {
        return port == wanted || address.equals("-");
    }
}
