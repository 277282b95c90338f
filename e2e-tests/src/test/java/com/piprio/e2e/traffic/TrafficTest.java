package com.piprio.e2e.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load against a small server that misbehaves as told. */
class TrafficTest {

    private static final Profile PROFILE = new Profile(50, 50, 50, 100, Duration.ofSeconds(20));

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    private volatile int uploadStatus = 201;
    private volatile boolean answersOtherBytes;
    private volatile boolean closesWithoutAnswer;
    private volatile Duration pause = Duration.ZERO;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closesWithoutAnswer) {
            exchange.close();
        } else if (exchange.getRequestMethod().equals("POST")) {
            String id = "id-" + numbers.incrementAndGet();
            stored.put(id, body);
            answer(
                    exchange,
                    path.endsWith("documents") ? uploadStatus : 201,
                    ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        } else if (path.endsWith("/content")) {
            byte[] content = stored.get(path.split("/")[4]);
            answer(exchange, 200, answersOtherBytes ? new byte[] {1} : content);
        } else {
            answer(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Traffic start() {
        return Traffic.start("http://127.0.0.1:" + server.getAddress().getPort(), "token", PROFILE);
    }

    @Test
    void countsEveryRequestOfAPlatformThatAnswers() {
        Traffic traffic = start().awaitGood(60);
        TrafficReport report = traffic.stop().expectNoFailure(60);
        assertThat(traffic.ledger().documents()).isNotEmpty();
        assertThat(traffic.ledger().jobs()).isNotEmpty();
        assertThat(report.printed()).contains("0 failed");
    }

    @Test
    void countsARefusedUploadAsFailedAndDoesNotExpectItsDocument() {
        Traffic traffic = start().awaitGood(20);
        uploadStatus = 503;
        awaitFailure(traffic);
        TrafficReport report = traffic.stop();
        assertThatThrownBy(() -> report.expectNoFailure(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("503");
        assertThat(report.failed()).allMatch(exchange -> exchange.kind().equals("upload"));
    }

    @Test
    void countsAnAnswerWithOtherBytesAsFailed() {
        Traffic traffic = start().awaitGood(20);
        answersOtherBytes = true;
        awaitFailure(traffic);
        assertThat(traffic.stop().printed()).contains("other bytes than were uploaded");
    }

    @Test
    void countsABrokenConnectionAsFailedAndNeverTriesAgain() {
        Traffic traffic = start().awaitGood(20);
        closesWithoutAnswer = true;
        awaitFailure(traffic);
        closesWithoutAnswer = false;
        TrafficReport report = traffic.stop();
        assertThat(report.failed()).isNotEmpty();
    }

    @Test
    void feelsAPauseInFullBecauseItDoesNotSlowDown() {
        Traffic traffic = start().awaitGood(20);
        pause = Duration.ofMillis(700);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> traffic.report().worstLatency().compareTo(Duration.ofMillis(700)) >= 0);
        pause = Duration.ZERO;
        TrafficReport report = traffic.stop();
        assertThatThrownBy(() -> report.expectWorstLatency(Duration.ofMillis(600)))
                .isInstanceOf(AssertionError.class);
        assertThat(report.longestGap("read")).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void goesNowhereButToThisMachine() {
        assertThatThrownBy(() -> Traffic.start("http://192.0.2.1:80", "token", PROFILE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitFailure(Traffic traffic) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !traffic.report().failed().isEmpty());
    }
}
