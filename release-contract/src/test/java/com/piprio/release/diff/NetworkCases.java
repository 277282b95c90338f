package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;

/** What becomes of ports and of the network. */
final class NetworkCases {

    private NetworkCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "P1",
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}"),
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"127.0.0.1\", host: 9}"));
        cases.add(
                "P1a",
                () -> added(
                        "ports",
                        "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", enabled: false, host: 9}"),
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}"));
        cases.add(
                "P2",
                () -> edited("host: 8080, variables", "host: 80, variables"),
                () -> edited("variables: [PIPRIO_PORT]", "variables: [PIPRIO_PORT, PIPRIO_HTTP_PORT]"));
        cases.add("P3", () -> edited("port: 6379", "port: 6380"), () -> edited("host: 8080", "host: 80"));
        cases.add(
                "P4",
                () -> edited("lowestTls: none", "lowestTls: \"1.2\""),
                () -> edited("notes: none", "notes: some"));
    }
}
