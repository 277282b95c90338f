package com.piprio.bench.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.bench.backup.BackupMeasurement.Figures;
import com.piprio.bench.backup.BackupSummary.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results so far, as JSON, as a table, and held against what ours may cost.
 *
 * @param versions what runs, by contender
 */
record BackupResult(
        BackupOptions options,
        Map<String, String> descriptions,
        Map<String, String> versions,
        List<BackupMeasurement> rounds) {

    /** What ours may be of the floor. */
    static final double HIGHEST_BACKUP_RATIO = 1.15;

    static final double HIGHEST_RESTORE_RATIO = 1.2;
    /** What ours may hold in memory, with any number of objects. */
    static final double HIGHEST_RSS_MB = 256;

    private static final String ROW = "%-11s %6s %9s %15s %9s %15s %9s %8s  %s%n";

    /** Adds the contenders and the targets. */
    ObjectNode json(ObjectNode header) {
        ObjectNode contenders = header.putObject("contenders");
        for (String name : options.contenders()) {
            contenders.set(name, contender(name));
        }
        ObjectNode targets = header.putObject("targets");
        target(targets.putObject("backup"), ratio(BackupSummary::backupSeconds), HIGHEST_BACKUP_RATIO);
        target(targets.putObject("restore"), ratio(BackupSummary::restoreSeconds), HIGHEST_RESTORE_RATIO);
        target(targets.putObject("peakRssMb"), rss(), HIGHEST_RSS_MB);
        return header;
    }

    private static void target(ObjectNode json, @Nullable Double found, double highest) {
        json.put("highest", highest).put("found", found).put("reached", found != null && found <= highest);
    }

    private ObjectNode contender(String name) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        BackupSummary summary = summary(name);
        json.put("description", descriptions.get(name))
                .put("version", versions.get(name))
                .put("rounds", summary.tried())
                .put("measured", summary.measured());
        put(json, "backupSeconds", summary.backupSeconds());
        put(json, "restoreSeconds", summary.restoreSeconds());
        put(json, "bytes", summary.bytes());
        put(json, "peakRssMb", summary.peakRssMb());
        if (!summary.problem().isEmpty()) {
            json.put("problem", summary.problem());
        }
        ArrayNode runs = json.putArray("runs");
        rounds.stream().filter(one -> one.contender().equals(name)).forEach(one -> {
            ObjectNode run = runs.addObject().put("round", one.round());
            Figures figures = one.figures();
            if (figures != null) {
                run.put("backupSeconds", figures.backup().toMillis() / 1000.0)
                        .put("restoreSeconds", figures.restore().toMillis() / 1000.0)
                        .put("bytes", figures.bytes())
                        .put("peakRssMb", rounded(figures.peakRssMb()));
            }
            if (!one.problem().isEmpty()) {
                run.put("problem", one.problem());
            }
        });
        return json;
    }

    /** The median under the figure's own name; nothing where nothing was measured. */
    private static void put(ObjectNode json, String name, @Nullable Spread spread) {
        if (spread == null) {
            return;
        }
        if (name.equals("bytes")) {
            json.put(name, Math.round(spread.median()))
                    .put(name + "Lowest", Math.round(spread.lowest()))
                    .put(name + "Highest", Math.round(spread.highest()));
        } else {
            json.put(name, rounded(spread.median()))
                    .put(name + "Lowest", rounded(spread.lowest()))
                    .put(name + "Highest", rounded(spread.highest()));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private BackupSummary summary(String name) {
        return BackupSummary.of(name, rounds);
    }

    /** Ours over the floor, by their medians; null unless both were measured. */
    private @Nullable Double ratio(java.util.function.Function<BackupSummary, @Nullable Spread> which) {
        Spread ours = which.apply(summary(BackupContender.OURS));
        Spread floor = which.apply(summary(BackupContender.FLOOR));
        return ours == null || floor == null ? null : rounded(ours.median() / floor.median());
    }

    private @Nullable Double rss() {
        Spread ours = summary(BackupContender.OURS).peakRssMb();
        return ours == null ? null : rounded(ours.highest());
    }

    /** All contenders below each other, then the targets. */
    String table() {
        StringBuilder table = new StringBuilder();
        append(table, "contender", "rounds", "backup s", "", "restore s", "", "size MB", "RSS MB", "");
        for (String name : options.contenders()) {
            BackupSummary summary = summary(name);
            append(
                    table,
                    name,
                    summary.measured() + "/" + summary.tried(),
                    median(summary.backupSeconds(), 1),
                    extremes(summary.backupSeconds()),
                    median(summary.restoreSeconds(), 1),
                    extremes(summary.restoreSeconds()),
                    median(summary.bytes(), 1e6),
                    median(summary.peakRssMb(), 1),
                    summary.problem());
        }
        line(table, "backup", ratio(BackupSummary::backupSeconds), HIGHEST_BACKUP_RATIO, "times the floor");
        line(table, "restore", ratio(BackupSummary::restoreSeconds), HIGHEST_RESTORE_RATIO, "times the floor");
        line(table, "memory", rss(), HIGHEST_RSS_MB, "MB");
        return table.toString();
    }

    private static void append(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, ROW, cells).stripTrailing()).append('\n');
    }

    private static void line(StringBuilder table, String what, @Nullable Double found, double highest, String unit) {
        table.append(String.format(
                Locale.ROOT,
                "%s of ours: %s, at most %.2f %s is expected%n",
                what,
                found == null ? "not measured" : String.format(Locale.ROOT, "%.2f", found),
                highest,
                unit));
    }

    private static String median(@Nullable Spread spread, double unit) {
        return spread == null ? "-" : String.format(Locale.ROOT, "%.1f", spread.median() / unit);
    }

    private static String extremes(@Nullable Spread spread) {
        return spread == null ? "" : String.format(Locale.ROOT, "%.1f to %.1f", spread.lowest(), spread.highest());
    }
}
