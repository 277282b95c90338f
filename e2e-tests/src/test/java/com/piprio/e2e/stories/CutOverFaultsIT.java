package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.timeline.Timeline.Change;
import com.piprio.e2e.traffic.Kind;
import com.piprio.e2e.traffic.Profile;
import com.piprio.e2e.traffic.Traffic;
import com.piprio.e2e.traffic.TrafficReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The proxy restarts, or cannot be told anything, while two API containers carry one name: no request ever reaches the one
 * that does not serve.
 */
@Nightly
@Scenario
class CutOverFaultsIT {

    private static final String SOURCE = "1.3.0";
    private static final String TARGET = "1.4.0";
    /** More than all buffers on the way to a reader that does not read. */
    private static final int LARGE = 30 << 20;

    private static final int SMALL_BUFFER = 4096;

    private final Platform platform;
    private Installation installation;
    private String large = "";

    CutOverFaultsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData(SOURCE);
        large = installation.api().upload("large.bin", new byte[LARGE]);
    }

    private Traffic users() {
        return platform.traffic(
                        installation, Profile.ofApi(20, Duration.ofMinutes(4)).without(Kind.WAIT))
                .awaitGood(40);
    }

    @Test
    @Order(1)
    void aProxyThatRestartsComesBackToTheApiThatServed() throws IOException {
        Traffic traffic = users();
        Processes.Started upgrade = installation.start("upgrade", TARGET, "--settle", "25s", "--worker-pause", "0s");
        installation.awaitStep(upgrade, "replace-api");
        Container fresh = newApi(TARGET);

        restartProxy();
        assertThat(firstAnswer()).as("before the switch").isEqualTo(SOURCE);
        try (Socket reader = readerThatStalls()) {
            assertThat(reader.isConnected()).isTrue();
            awaitTheSwitchTo(fresh);
            assertThat(installation.compose().containers("api")).hasSize(2);
            restartProxy();
            assertThat(firstAnswer()).as("after the switch").isEqualTo(TARGET);
        }

        installation.record(upgrade.await()).expectExit(0).expectOutput("side-by-side");
        TrafficReport report = traffic.awaitGood(traffic.report().total() + 20).stop();
        RunningReleases.expect(installation, TARGET);
        assertThat(stateFile()).doesNotExist();
        expectNoWrongAnswer(report);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
    }

    @Test
    @Order(2)
    void whileNobodyCanSpeakToTheProxyTheOldApiServesOn() {
        platform.publish(release("1.4.11", TARGET));
        Traffic traffic = users();
        Processes.Started upgrade = installation.start("upgrade", "1.4.11");
        installation.awaitStep(upgrade, "replace-api");
        newApi("1.4.11");
        Engine.docker("exec", proxy(), "rm", "/run/haproxy/admin.sock");

        installation
                .record(upgrade.await())
                .expectExit(5)
                .expectError("UPG-406")
                .expectOutput("api 1.4.0+1.4.11 (2)")
                .expectOutput("scripts/rollback.sh");
        traffic.awaitGood(traffic.report().total() + 20).stop().expectNoFailure(100);

        restartProxy();
        assertThat(firstAnswer()).isEqualTo(TARGET);
        installation.rollback().expectExit(4);
        RunningReleases.expect(installation, TARGET);
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
    }

    /** The second API, once it is healthy. */
    private Container newApi(String release) {
        return Awaitility.await("a healthy API on " + release)
                .atMost(Duration.ofSeconds(60))
                .until(() -> installation.compose().containers("api"), found -> found.stream()
                        .anyMatch(api -> isHealthyOn(release, api)))
                .stream()
                .filter(api -> isHealthyOn(release, api))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isHealthyOn(String release, Container api) {
        return api.imageReference().endsWith(":" + release) && api.health().equals("healthy");
    }

    private String proxy() {
        return installation.compose().container("proxy").id();
    }

    private void restartProxy() {
        platform.timed("restart the proxy", () -> Engine.docker("restart", proxy()));
    }

    private Path stateFile() {
        return installation.directory().resolve("config/proxy/server-state");
    }

    private void awaitTheSwitchTo(Container api) {
        Awaitility.await("requests go to the new API")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> pinned().contains(" " + api.address() + " ")
                        && installation.api().healthRelease("api").equals(TARGET));
    }

    private String pinned() {
        try {
            return Files.exists(stateFile()) ? Files.readString(stateFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first answer after a restart says, good or not. */
    private String firstAnswer() {
        return Awaitility.await("the proxy answers")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> installation.api().healthRelease("api"), answer -> true);
    }

    /** A download that has begun and never goes on: the API that sends it has a request in flight. */
    private Socket readerThatStalls() throws IOException {
        Socket reader = new Socket();
        reader.setReceiveBufferSize(SMALL_BUFFER);
        int port = URI.create(installation.address()).getPort();
        reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /api/v1/documents/" + large + "/content HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + installation.env().value("PIPRIO_API_TOKEN") + "\r\n\r\n";
        reader.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.getInputStream().read()).as("an answer begins").isEqualTo('H');
        return reader;
    }

    /** Connections break off when a proxy restarts; whoever got an answer got a good one, first of the one, then of the other. */
    private void expectNoWrongAnswer(TrafficReport report) {
        assertThat(report.failed()).as(report.printed()).noneMatch(exchange -> exchange.outcome()
                .matches("(\\d{3}|wrong answer)\\b.*"));
        List<String> answers = new ArrayList<>();
        for (Change change : installation.timeline().changes()) {
            boolean seen = !answers.isEmpty() && answers.get(answers.size() - 1).equals(change.answer());
            if (change.service().equals("api") && !change.answer().startsWith("no answer") && !seen) {
                answers.add(change.answer());
            }
        }
        assertThat(answers).containsExactly("200 " + SOURCE, "200 " + TARGET);
    }
}
