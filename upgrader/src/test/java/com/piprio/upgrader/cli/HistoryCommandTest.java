package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of runs that ended. */
class HistoryCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final Listening line = new Listening();
    private Installation installation;

    @BeforeEach
    void makeInstallation() throws IOException {
        installation = InstallationDirectory.in(directory);
    }

    private static ObjectNode record(String run, String command, String outcome, double seconds) {
        return JSON.createObjectNode()
                .put("run", run)
                .put("command", command)
                .put("source", "1.4.0")
                .put("target", "1.5.0")
                .put("outcome", outcome)
                .put("exitCode", outcome.equals("succeeded") ? 0 : 4)
                .put("seconds", seconds);
    }

    private void write(ObjectNode record) {
        new History(installation).write(new RunId(record.get("run").asText()), record);
    }

    private static void step(ArrayNode steps, String name, long start, long millis) {
        steps.addObject().put("name", name).put("startMillis", start).put("millis", millis);
    }

    private static void part(ArrayNode parts, String kind, String what, long start, long millis) {
        parts.addObject()
                .put("what", what)
                .put("kind", kind)
                .put("startMillis", start)
                .put("millis", millis);
    }

    private static ObjectNode timed(String run) {
        ObjectNode record = record(run, "upgrade", "succeeded", 72.0).put("unavoidableMillis", 44_000);
        ArrayNode steps = record.putArray("steps");
        step(steps, "acquire-lock", 3, 9);
        step(steps, "create-backup", 1_500, 12_000);
        step(steps, "replace-api", 15_000, 9_000);
        step(steps, "replace-workers", 24_000, 47_000);
        step(steps, "finish", 71_900, 90);
        ArrayNode parts = record.putArray("parts");
        part(parts, "backup", "bundle", 1_500, 12_000);
        part(parts, "drain", "api", 15_010, 300);
        part(parts, "stop", "api", 15_310, 1_200);
        part(parts, "start", "api", 16_510, 7_000);
        part(parts, "hold", "api", 15_005, 8_600);
        part(parts, "pause", "worker", 40_000, 25_000);
        return record;
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(HistoryCommandTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void eachRunIsALineWithWhatItsClientsNoticed() {
        ObjectNode noticed = record("20261124T081500Z", "upgrade", "succeeded", 61.25);
        noticed.putObject("availability").put("requests", 312).put("ok", 310);
        write(noticed);
        ObjectNode blind = record("20261124T091500Z", "rollback", "rolled_back", 30);
        blind.putObject("availability").put("problem", "no token");
        write(blind);
        ObjectNode none = record("20261124T101500Z", "backup", "succeeded", 5);
        none.putNull("availability");
        write(none);

        assertThat(line.runIn(directory, "history")).isZero();
        assertThat(line.out()).isEqualTo("""
                20261124T081500Z  upgrade   1.4.0 -> 1.5.0  succeeded (exit 0)  61.3 s  310 of 312 requests answered
                20261124T091500Z  rollback  1.5.0 -> 1.4.0  rolled back (exit 4)  30.0 s  availability not measured
                20261124T101500Z  backup    1.4.0 -> 1.5.0  succeeded (exit 0)  5.0 s
                """);
    }

    @Test
    void oneRunIsShownAsAWaterfall() throws IOException {
        write(timed("20261124T081500Z"));
        write(record("20261125T081500Z", "upgrade", "succeeded", 1));

        assertThat(line.runIn(directory, "history", "20261124T081500Z")).isZero();
        assertThat(line.out()).isEqualTo(golden("waterfall.txt"));
    }

    @Test
    void theLastRunIsShownWhenNoneIsNamed() throws IOException {
        write(record("20261123T081500Z", "upgrade", "succeeded", 1));
        write(timed("20261124T081500Z"));

        assertThat(line.runIn(directory, "history", "--waterfall")).isZero();
        assertThat(line.out()).isEqualTo(golden("waterfall.txt"));
    }

    @Test
    void aRunOfAnEarlierUpgraderHasNoWaterfall() {
        write(record("20261124T081500Z", "upgrade", "succeeded", 1));

        assertThat(line.runIn(directory, "history", "--waterfall")).isZero();
        assertThat(line.out()).contains("not timed");
    }

    @Test
    void aWaterfallBeforeTheFirstRunIsNone() {
        assertThat(line.runIn(directory, "history", "--waterfall")).isZero();
        assertThat(line.out()).isEqualTo("Nothing ran on this installation yet.\n");
    }

    @Test
    void oneRunAsJsonIsAListOfOne() throws IOException {
        write(timed("20261124T081500Z"));
        write(timed("20261125T081500Z"));

        assertThat(line.runIn(directory, "history", "20261124T081500Z", "--output", "json"))
                .isZero();
        JsonNode runs = JSON.readTree(line.out()).get("runs");
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0).get("run").asText()).isEqualTo("20261124T081500Z");
        assertThat(runs.get(0).get("parts")).hasSize(6);
    }

    @Test
    void whatRanIsToldInTextAndAsJson() throws IOException {
        write(record("20261124T081500Z", "upgrade", "rolled_back", 61.25));

        assertThat(line.runIn(directory, "history")).isZero();
        assertThat(line.out()).isEqualTo("20261124T081500Z  upgrade   1.4.0 -> 1.5.0  rolled back (exit 4)  61.3 s\n");

        Listening json = new Listening();
        assertThat(json.runIn(directory, "history", "--output", "JSON")).isZero();
        assertThat(JSON.readTree(json.out()).at("/runs/0/outcome").asText()).isEqualTo("rolled_back");
    }

    @Test
    void aRunThatTheHistoryDoesNotHaveIsRefused() {
        line.assertRefused(line.runIn(directory, "history", "20261124T081500Z"), 3, ErrorCode.RUN_UNKNOWN);
        assertThat(line.err()).contains("found     20261124T081500Z");
    }

    @Test
    void beforeTheFirstRunTheHistorySaysSo() {
        assertThat(line.runIn(directory, "history")).isZero();
        assertThat(line.out()).isEqualTo("Nothing ran on this installation yet.\n");
    }

    @Test
    void aDamagedHistoryIsTheOperatorsToMend() throws IOException {
        Path history = Files.createDirectories(directory.resolve(".piprio/history"));
        Files.writeString(history.resolve("20261124T081500Z.json"), "{");

        line.assertRefused(line.runIn(directory, "history"), 3, ErrorCode.FILE_UNREADABLE);
    }
}
