package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The proxy takes a new configuration while it is used: nobody's request fails, nobody's connection is cut. */
@Scenario
class ReloadedProxyKeepsConnectionsIT {

    private static final int RELOADS = 5;
    private static final int WATCHED_MILLIS = 3_000;

    private final Platform platform;
    private Installation installation;

    ReloadedProxyKeepsConnectionsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.shared("1.4.0");
    }

    @Test
    void noRequestFails() {
        Traffic traffic = platform.traffic(installation).awaitGood(20);
        for (int reload = 0; reload < RELOADS; reload++) {
            reload();
            traffic.awaitGood(traffic.report().total() + 20);
        }
        traffic.stop().expectNoFailure(100);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestIsNotClosedUnderIt() throws IOException {
        try (Socket connection = used()) {
            reload();
            assertThatThrownBy(() -> connection.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            expectAnswer(connection);
        }
    }

    @Test
    void withoutItsOptionTheProxyWouldCloseIt() throws IOException {
        Path file = installation.directory().resolve("config/proxy/haproxy.cfg");
        String configuration = Files.readString(file);
        try {
            Files.writeString(file, configuration.replace("option idle-close-on-response", ""));
            reload();
            try (Socket connection = used()) {
                reload();
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            Files.writeString(file, configuration);
            reload();
        }
    }

    /** Returns when a new worker answers. */
    private void reload() {
        String before = worker();
        Engine.docker("kill", "--signal", "USR2", proxy());
        Awaitility.await("a new worker of the proxy")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !worker().equals(before));
    }

    private String worker() {
        return Engine.docker(
                        "exec", proxy(), "sh", "-c", "echo show info | socat - UNIX-CONNECT:/run/haproxy/admin.sock")
                .lines()
                .filter(line -> line.startsWith("Pid:"))
                .findFirst()
                .orElseThrow();
    }

    private String proxy() {
        return installation.compose().container("proxy").id();
    }

    /** A connection on which one request was answered. */
    private Socket used() throws IOException {
        Socket connection = new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(installation.address()).getPort());
        connection.setSoTimeout(WATCHED_MILLIS);
        expectAnswer(connection);
        return connection;
    }

    private static void expectAnswer(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write("GET /maintenance HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        InputStream input = connection.getInputStream();
        while (!answer.toString().endsWith("{\"message\":null}")) {
            int next = input.read();
            assertThat(next).as("the connection ended after: " + answer).isNotNegative();
            answer.append((char) next);
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 200");
    }
}
