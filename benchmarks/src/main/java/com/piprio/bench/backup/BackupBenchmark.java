package com.piprio.bench.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.bench.Progress;
import com.piprio.bench.ResultFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Backs the same data set up and brings it back with every contender, and compares what came back with what there was.
 *
 * <p>The order changes from round to round, and each backup and restore begins with an empty page cache.
 */
final class BackupBenchmark {

    private static final String COUNTS = "SELECT (SELECT count(*) FROM documents) || ' documents, ' || (SELECT count(*)"
            + " FROM labels) || ' labels, ' || (SELECT count(*) FROM jobs) || ' jobs, ' || (SELECT count(*) FROM"
            + " extractions) || ' extractions, ' || (SELECT count(*) FROM activity) || ' activities, ' || (SELECT"
            + " count(*) FROM pg_indexes WHERE schemaname = 'public') || ' indexes'";

    private final BackupOptions options;
    private final BackupStage stage;
    private final Progress progress;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final List<BackupMeasurement> rounds = new ArrayList<>();

    BackupBenchmark(BackupOptions options, BackupStage stage, Progress progress) {
        this.options = options;
        this.stage = stage;
        this.progress = progress;
    }

    /** Runs everything. */
    BackupResult run() {
        ObjectNode header = ResultFile.header("backup");
        progress.say("objects");
        List<String> keys =
                new ObjectContent(stage, options.seed()).fill(options.objects(), options.objectsMb() * 1_000_000L);
        progress.say("database");
        new DatabaseContent(stage, options.seed(), progress).fill(options.databaseMb() * 1_000_000L, keys);
        String counts = stage.sql(BackupStage.DATABASE, COUNTS);
        String holdings = stage.holdings(BackupStage.BUCKET);
        long databaseBytes =
                Long.parseLong(stage.sql(BackupStage.DATABASE, "SELECT pg_database_size(current_database())"));
        boolean cold = stage.emptyPageCache();
        String cache = cold ? "emptied before each backup and each restore" : "left as it was: only root may empty it";
        progress.say(String.format(Locale.ROOT, "database of %.0f MB: %s; %s", databaseBytes / 1e6, counts, holdings));
        progress.say("page cache: " + cache);
        header.put("pageCache", cache)
                .put("serverVersion", stage.sql(BackupStage.DATABASE, "SHOW server_version"))
                .putObject("dataset")
                .put("seed", options.seed())
                .put("databaseBytes", databaseBytes)
                .put("rows", counts)
                .put("objects", holdings);
        List<BackupContender> contenders = BackupContender.all(stage).stream()
                .filter(contender -> options.contenders().contains(contender.name()))
                .toList();
        contenders.forEach(contender -> descriptions.put(contender.name(), contender.description()));
        BackupResult result = new BackupResult(options, descriptions, versions, rounds);
        for (int round = 1; round <= options.rounds(); round++) {
            for (BackupContender contender : order(contenders, round)) {
                BackupMeasurement measurement = measure(contender, round, counts, holdings);
                rounds.add(measurement);
                progress.say("round " + round + ": " + line(measurement));
                ResultFile.write(options.json(), result.json(header.deepCopy()));
            }
        }
        return result;
    }

    /** Each round begins with another one. */
    static <T> List<T> order(List<T> contenders, int round) {
        List<T> order = new ArrayList<>(contenders);
        Collections.rotate(order, -(round - 1));
        return order;
    }

    private BackupMeasurement measure(BackupContender contender, int round, String counts, String holdings) {
        try {
            versions.put(contender.name(), contender.prepare());
            stage.emptyRestored();
            double[] peaks = {0, 0};
            Duration backup = timed(contender::backup, peaks, 0);
            long bytes = stage.bytes(contender.folder());
            Duration restore = timed(contender::restore, peaks, 1);
            requireSame("rows", counts, contender.count(stage, COUNTS));
            requireSame("objects", holdings, stage.holdings(BackupStage.RESTORED_BUCKET));
            return new BackupMeasurement(
                    contender.name(),
                    round,
                    new BackupMeasurement.Figures(backup, restore, bytes, Math.max(peaks[0], peaks[1])),
                    "");
        } catch (RuntimeException | AssertionError e) {
            return BackupMeasurement.failed(contender.name(), round, e);
        } finally {
            contender.cleanUp();
            stage.emptyRestored();
            stage.removeBackup(contender.folder());
        }
    }

    private Duration timed(Runnable work, double[] peaks, int which) {
        stage.emptyPageCache();
        try (PeakMemory memory = PeakMemory.watch(tree())) {
            long started = System.nanoTime();
            work.run();
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            peaks[which] = memory.peakMb();
            return took;
        }
    }

    private ProcessTree tree() {
        return new ProcessTree(Path.of("/proc"), ProcessHandle.current().pid(), stage.containers());
    }

    /** A backup that loses something is none. */
    static void requireSame(String what, String expected, String found) {
        if (!found.equals(expected)) {
            throw new AssertionError(
                    "not measured: the " + what + " that came back differ: " + found + " instead of " + expected);
        }
    }

    private static String line(BackupMeasurement measurement) {
        BackupMeasurement.Figures figures = measurement.figures();
        return figures == null
                ? measurement.contender() + " was not measured: " + measurement.problem()
                : String.format(
                        Locale.ROOT,
                        "%s: backup %.1f s, restore %.1f s, %.0f MB, %.0f MB of memory",
                        measurement.contender(),
                        figures.backup().toMillis() / 1000.0,
                        figures.restore().toMillis() / 1000.0,
                        figures.bytes() / 1e6,
                        figures.peakRssMb());
    }
}
