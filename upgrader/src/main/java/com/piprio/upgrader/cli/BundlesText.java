package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.BundleListing;
import com.piprio.backup.BundleState;
import com.piprio.backup.Manifest;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The list of bundles, for people and for programs, and what is to be said about its age.
 *
 * @param bundles newest first
 * @param now what ages count from
 * @param newestAge how old the newest bundle may be
 * @param drillAge how long ago the last restore for practice may be
 */
record BundlesText(List<BundleListing> bundles, Instant now, Duration newestAge, Duration drillAge) {

    List<String> lines() {
        if (bundles.isEmpty()) {
            return List.of("No bundle yet. Take one: scripts/backup.sh");
        }
        List<String> lines = new ArrayList<>();
        bundles.forEach(bundle -> lines.add(row(bundle)));
        warnings().forEach(warning -> lines.add("WARNING " + warning));
        return lines;
    }

    private String row(BundleListing listing) {
        if (listing.bundle() == null) {
            return listing.id().value() + "  BROKEN: " + listing.problem();
        }
        Manifest manifest = listing.bundle().manifest();
        BundleState state = listing.state();
        return String.format(
                Locale.ROOT,
                "%s  release %s  schema %s  %s  %s  %s%s",
                listing.id().value(),
                manifest.release(),
                manifest.schemaVersion(),
                Texts.bytes(bytes(manifest)),
                proven(state),
                drilled(state),
                state.pinned() ? "  pinned: " + String.join(", ", state.pins().keySet()) : "");
    }

    private String proven(BundleState state) {
        BundleState.Verified verified = state.verified();
        return verified == null
                ? "not proven"
                : "proven " + ago(verified.at()) + " ("
                        + verified.level().name().toLowerCase(Locale.ROOT) + ")";
    }

    private String drilled(BundleState state) {
        BundleState.Drilled drilled = state.drilled();
        if (drilled == null) {
            return "never drilled";
        }
        return drilled.problem() == null
                ? "drilled " + ago(drilled.at())
                : "DRILL FAILED " + ago(drilled.at()) + ": " + drilled.problem();
    }

    private String ago(Instant moment) {
        Duration age = Duration.between(moment, now);
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return Math.max(0, age.toMinutes()) + " min ago";
        }
        return age.compareTo(Duration.ofHours(48)) < 0 ? age.toHours() + " h ago" : age.toDays() + " d ago";
    }

    /** What an operator should do something about. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Optional<Instant> newest = bundles.stream()
                .filter(bundle -> bundle.bundle() != null)
                .map(bundle -> bundle.id().plannedAt())
                .findFirst();
        if (newest.isEmpty()) {
            warnings.add("no bundle is whole: scripts/backup.sh");
        } else if (newest.get().isBefore(now.minus(newestAge))) {
            warnings.add("the newest bundle was made " + ago(newest.get()) + ": scripts/backup.sh");
        }
        Optional<Instant> drill = bundles.stream()
                .map(bundle -> bundle.state().drilled())
                .filter(Objects::nonNull)
                .filter(drilled -> drilled.problem() == null)
                .map(BundleState.Drilled::at)
                .max(Instant::compareTo);
        if (drill.isEmpty() || drill.get().isBefore(now.minus(drillAge))) {
            warnings.add("the last restore for practice was "
                    + drill.map(this::ago).orElse("never") + ": scripts/verify-backup.sh BUNDLE --drill");
        }
        return warnings;
    }

    private static long bytes(Manifest manifest) {
        return manifest.objectBytes()
                + manifest.files().stream().mapToLong(file -> file.size()).sum();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("bundles");
        for (BundleListing listing : bundles) {
            ObjectNode row = list.addObject().put("id", listing.id().value());
            if (listing.bundle() != null) {
                Manifest manifest = listing.bundle().manifest();
                row.put("release", manifest.release())
                        .put("schema", manifest.schemaVersion())
                        .put("createdAt", manifest.createdAt().toString())
                        .put("bytes", bytes(manifest));
            }
            row.put("problem", listing.problem());
            state(row, listing.state());
        }
        ArrayNode warnings = json.putArray("warnings");
        warnings().forEach(warnings::add);
        return json;
    }

    private static void state(ObjectNode row, BundleState state) {
        BundleState.Verified verified = state.verified();
        row.put("provenAt", verified == null ? null : verified.at().toString());
        row.put("provenLevel", verified == null ? null : verified.level().name().toLowerCase(Locale.ROOT));
        BundleState.Drilled drilled = state.drilled();
        row.put("drilledAt", drilled == null ? null : drilled.at().toString());
        row.put("drillProblem", drilled == null ? null : drilled.problem());
        ArrayNode pins = row.putArray("pins");
        state.pins().keySet().forEach(pins::add);
    }
}
