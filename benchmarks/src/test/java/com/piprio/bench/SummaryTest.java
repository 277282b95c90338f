package com.piprio.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static CutoverRun run(int round, int failed, int lost, int worst, int seconds) {
        return new CutoverRun(
                "hold",
                round,
                new Contender.Outcome("hold", Duration.ofMillis(3000), Map.of()),
                new CutoverRun.Figures(
                        1000,
                        failed,
                        lost,
                        0,
                        Duration.ofMillis(40),
                        Duration.ofMillis(worst),
                        Duration.ofMillis(worst / 2),
                        Duration.ofSeconds(seconds),
                        Map.of("read", 1000),
                        failed == 0 ? Map.of() : Map.of("read", failed),
                        failed == 0 ? Map.of() : Map.of("503 (fresh connection)", failed),
                        List.of(new CutoverRun.Slow("read", Duration.ofSeconds(1), Duration.ofMillis(worst)))),
                "");
    }

    private static CutoverRun notMeasured() {
        return new CutoverRun("hold", 4, null, null, "the registry did not start\nand more of it");
    }

    @Test
    void addsCountsAndTakesTheWorstOfTimesAndTheMedianOfLengths() {
        Summary summary =
                Summary.of("hold", List.of(run(1, 0, 0, 100, 30), run(2, 3, 1, 900, 90), run(3, 0, 0, 200, 32)));
        assertEquals(3000, summary.requests());
        assertEquals(3, summary.failed());
        assertEquals(1, summary.lost());
        assertEquals(Duration.ofMillis(900), summary.worst());
        assertEquals(Duration.ofMillis(450), summary.gap());
        assertEquals(Duration.ofSeconds(32), summary.upgrade());
    }

    @Test
    void requestsThatMetNoUpgradeAreNotAddedUp() {
        CutoverRun good = run(1, 0, 0, 100, 30);
        CutoverRun failed =
                new CutoverRun("hold", 2, null, good.figures(), "the upgrade failed: exit code 5\nand more");
        Summary summary = Summary.of("hold", List.of(good, failed));
        assertEquals(1000, summary.requests());
        assertEquals(1, summary.measured());
        assertEquals("the upgrade failed: exit code 5", summary.problem());
        assertTrue(CutoverTable.line(failed).endsWith("; not counted: the upgrade failed: exit code 5"));
    }

    @Test
    void whatWasNotMeasuredIsCountedAsTriedOnly() {
        Summary summary = Summary.of("hold", List.of(run(1, 0, 0, 100, 30), notMeasured()));
        assertEquals(2, summary.tried());
        assertEquals(1, summary.measured());
        assertTrue(summary.problem().contains("registry"));
    }

    @Test
    void nothingMeasuredGivesNoFiguresAtAll(@TempDir Path folder) throws IOException {
        JsonNode contender = written(folder, notMeasured());
        assertFalse(contender.has("failed"));
        assertFalse(contender.has("lostWrites"));
        assertEquals(0, contender.path("measured").asInt());
    }

    @Test
    void theFileHasTheFiguresOfEachContenderAndOfEachRun(@TempDir Path folder) throws IOException {
        JsonNode contender = written(folder, run(1, 2, 0, 500, 30));
        for (String figure : List.of(
                "requests",
                "failed",
                "lostWrites",
                "duplicatedWrites",
                "worstLatencyMs",
                "longestGapMs",
                "upgradeSeconds")) {
            assertTrue(contender.path(figure).isNumber(), figure);
            assertTrue(contender.path("runs").path(0).path(figure).isNumber(), figure);
        }
        assertEquals("hold", contender.path("runs").path(0).path("mode").asText());
        assertEquals(3000, contender.path("runs").path(0).path("pauseMs").asInt());
    }

    private static JsonNode written(Path folder, CutoverRun run) throws IOException {
        Path file = folder.resolve("result.json");
        ResultFile.write(file, CutoverResult.contender("hold", List.of(run)));
        return new ObjectMapper().readTree(Files.readString(file));
    }

    @Test
    void theTableSaysHowManyRunsCountAndWhyOthersDoNot() {
        Contender hold = new ScriptUpgrade("hold", "1.4.0", List.of());
        String table = CutoverTable.of(List.of(hold), List.of(run(1, 0, 2, 100, 30), notMeasured()));
        String row = table.lines().skip(1).findFirst().orElseThrow();
        assertTrue(row.matches("hold +1/2 +1000 +0 +2 +0 +100 +50 +30\\.0 +the registry did not start"), row);
    }
}
