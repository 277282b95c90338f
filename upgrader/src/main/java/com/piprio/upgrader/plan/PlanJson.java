package com.piprio.upgrader.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.BundleId;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.release.ImagePin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as JSON: what {@code plan --output json} prints, what the journal keeps. Reading gives back an equal plan. */
public final class PlanJson {
    private PlanJson() {}

    /** The plan as a tree. */
    public static ObjectNode write(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", plan.run().value());
        json.put("source", plan.source().toString());
        json.put("target", plan.target().toString());
        json.put("goal", plan.goal().toString());
        ArrayNode applied = json.putArray("applied");
        plan.applied().forEach(version -> applied.add(version.toString()));
        ArrayNode migrations = json.putArray("migrations");
        for (Migration migration : plan.pending()) {
            migrations
                    .addObject()
                    .put("version", migration.version().toString())
                    .put("class", migration.kind().name().toLowerCase(Locale.ROOT))
                    .put("file", migration.file())
                    .put("summary", migration.summary())
                    .set("scans", texts(migration.scans()));
        }
        json.put("bundle", plan.bundle().value());
        json.putObject("cutover")
                .put("mode", plan.cutover().mode().word())
                .put("reason", plan.cutover().reason())
                .put("predictedPauseMillis", plan.cutover().predictedPause().toMillis());
        ArrayNode images = json.putArray("images");
        for (ImagePin pin : plan.images()) {
            images.addObject()
                    .put("repository", pin.repository())
                    .put("tag", pin.tag())
                    .put("digest", pin.digest());
        }
        json.set("settings", settings(plan.settings()));
        if (plan.adopts() != null) {
            json.put("adopts", plan.adopts());
        }
        return json;
    }

    private static ObjectNode settings(SettingChanges changes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode renamed = json.putArray("renamed");
        changes.renames()
                .forEach(
                        rename -> renamed.addObject().put("from", rename.from()).put("to", rename.to()));
        json.set("generated", texts(changes.generated()));
        return json;
    }

    /** A run that an earlier upgrader began has none. */
    private static SettingChanges settings(JsonNode json) {
        List<SettingChanges.Rename> renames = new ArrayList<>();
        json.path("renamed")
                .forEach(rename -> renames.add(new SettingChanges.Rename(
                        rename.get("from").asText(), rename.get("to").asText())));
        return new SettingChanges(renames, texts(json.path("generated")));
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        texts.forEach(json::add);
        return json;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The plan that {@link #write} wrote. */
    public static Plan read(JsonNode json) {
        List<MigrationVersion> applied = new ArrayList<>();
        json.get("applied").forEach(version -> applied.add(MigrationVersion.parse(version.asText())));
        List<Migration> pending = new ArrayList<>();
        json.get("migrations")
                .forEach(migration -> pending.add(new Migration(
                        MigrationVersion.parse(migration.get("version").asText()),
                        migration.get("file").asText(),
                        MigrationClass.valueOf(migration.get("class").asText().toUpperCase(Locale.ROOT)),
                        migration.get("summary").asText(),
                        texts(migration.path("scans")))));
        List<ImagePin> images = new ArrayList<>();
        json.get("images")
                .forEach(pin -> images.add(new ImagePin(
                        pin.get("repository").asText(),
                        pin.get("tag").asText(),
                        pin.get("digest").asText())));
        JsonNode cutover = json.get("cutover");
        String target = json.get("target").asText();
        return new Plan(
                new RunId(json.get("run").asText()),
                ReleaseVersion.parse(json.get("source").asText()),
                ReleaseVersion.parse(target),
                applied,
                pending,
                BundleId.parse(json.get("bundle").asText()),
                new Cutover(
                        Cutover.Mode.of(cutover.get("mode").asText()),
                        cutover.get("reason").asText(),
                        // A run that an earlier upgrader began has none, and no goal either.
                        Duration.ofMillis(cutover.path("predictedPauseMillis").asLong())),
                images,
                settings(json.path("settings")),
                ReleaseVersion.parse(json.path("goal").asText(target)),
                json.hasNonNull("adopts") ? json.get("adopts").asText() : null);
    }
}
