package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.BundleListing;
import com.piprio.backup.Bundles;
import com.piprio.backup.Manifest;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.report.Texts;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code backups}: the bundles of the installation, newest first. */
@Command(name = "backups", description = "Lists the bundles of the installation, newest first.")
final class BackupsCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    private final Console console;

    BackupsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        List<BundleListing> bundles = new Bundles(installation.backups()).list();
        if (output.json()) {
            console.line(json(bundles).toPrettyString());
        } else if (bundles.isEmpty()) {
            console.line("No bundle yet. Take one: scripts/backup.sh");
        } else {
            bundles.forEach(bundle -> console.line(row(bundle)));
        }
        return 0;
    }

    private static String row(BundleListing listing) {
        if (listing.bundle() == null) {
            return listing.id().value() + "  BROKEN: " + listing.problem();
        }
        Manifest manifest = listing.bundle().manifest();
        return String.format(
                Locale.ROOT,
                "%s  release %s  schema %s  %s",
                listing.id().value(),
                manifest.release(),
                manifest.schemaVersion(),
                Texts.bytes(bytes(manifest)));
    }

    private static long bytes(Manifest manifest) {
        return manifest.objectBytes()
                + manifest.files().stream().mapToLong(file -> file.size()).sum();
    }

    private static ObjectNode json(List<BundleListing> bundles) {
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
        }
        return json;
    }
}
