package com.piprio.bench.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupResultTest {

    private static BackupMeasurement round(String contender, int round, long backup, long restore, double rss) {
        return new BackupMeasurement(
                contender,
                round,
                new BackupMeasurement.Figures(Duration.ofSeconds(backup), Duration.ofSeconds(restore), 5_000_000, rss),
                "");
    }

    private static BackupResult result(BackupMeasurement... rounds) {
        return new BackupResult(
                BackupOptions.parse(List.of("--contenders", "ours,floor,restic")),
                Map.of("ours", "what it does"),
                Map.of("ours", "Java 17"),
                List.of(rounds));
    }

    private static JsonNode json(BackupResult result) {
        return result.json(JsonNodeFactory.instance.objectNode());
    }

    private static final BackupResult GOOD = result(
            round("ours", 1, 11, 22, 200),
            round("ours", 2, 13, 60, 250),
            round("ours", 3, 10, 23, 210),
            round("floor", 1, 10, 20, 80),
            BackupMeasurement.failed("restic", 1, new AssertionError("restic: command not found\nand more")));

    @Test
    void theFileHasMedianAndExtremesOfEachFigureOfEachContender() {
        JsonNode ours = json(GOOD).path("contenders").path("ours");
        assertEquals(11, ours.path("backupSeconds").asDouble());
        assertEquals(10, ours.path("backupSecondsLowest").asDouble());
        assertEquals(13, ours.path("backupSecondsHighest").asDouble());
        assertEquals(23, ours.path("restoreSeconds").asDouble());
        assertEquals(5_000_000, ours.path("bytes").asLong());
        assertEquals(210, ours.path("peakRssMb").asDouble());
        assertEquals(3, ours.path("runs").size());
        assertEquals("Java 17", ours.path("version").asText());
    }

    @Test
    void aContenderThatCannotBeMeasuredHasAReasonAndNoFigures() {
        JsonNode restic = json(GOOD).path("contenders").path("restic");
        assertEquals(0, restic.path("measured").asInt());
        assertFalse(restic.has("backupSeconds") || restic.has("bytes"));
        assertTrue(restic.path("problem").asText().contains("command not found"));
        assertTrue(
                GOOD.table().lines().anyMatch(line -> line.matches("restic +0/1 .*command not found")), GOOD.table());
    }

    @Test
    void oursIsHeldAgainstTheFloorByMediansAndItsMemoryByTheWorst() {
        JsonNode targets = json(GOOD).path("targets");
        assertEquals(1.1, targets.path("backup").path("found").asDouble());
        assertTrue(targets.path("backup").path("reached").asBoolean());
        assertEquals(1.15, targets.path("restore").path("found").asDouble());
        assertEquals(250, targets.path("peakRssMb").path("found").asDouble());
        assertTrue(targets.path("peakRssMb").path("reached").asBoolean());
    }

    @Test
    void whatIsTooSlowOrTooLargeDoesNotReachItsTarget() {
        JsonNode targets = json(result(round("ours", 1, 12, 25, 257), round("floor", 1, 10, 20, 80)))
                .path("targets");
        for (String target : List.of("backup", "restore", "peakRssMb")) {
            assertFalse(targets.path(target).path("reached").asBoolean(true), target);
        }
    }

    @Test
    void withoutAFloorNothingIsReached() {
        BackupResult alone = result(round("ours", 1, 1, 1, 100));
        assertFalse(json(alone).path("targets").path("backup").path("reached").asBoolean(true));
        assertTrue(alone.table().contains("backup of ours: not measured"), alone.table());
    }

    @Test
    void eachRoundBeginsWithAnotherContender() {
        List<String> names = List.of("a", "b", "c");
        assertEquals(List.of("a", "b", "c"), BackupBenchmark.order(names, 1));
        assertEquals(List.of("b", "c", "a"), BackupBenchmark.order(names, 2));
        assertEquals(List.of("a", "b", "c"), BackupBenchmark.order(names, 4));
    }

    @Test
    void aRestoreThatLostSomethingIsNotMeasured() {
        BackupBenchmark.requireSame("rows", "5 documents", "5 documents");
        AssertionError error = assertThrows(
                AssertionError.class, () -> BackupBenchmark.requireSame("rows", "5 documents", "4 documents"));
        assertTrue(error.getMessage().contains("4 documents instead of 5 documents"));
    }
}
