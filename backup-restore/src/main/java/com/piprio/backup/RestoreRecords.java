package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The records of an installation's restores: a directory {@code restore_<time>} each, beside the bundles, with the record
 * and the former contents of overwritten objects.
 */
final class RestoreRecords {
    private static final String PREFIX = "restore_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "\\d{8}T\\d{6}Z");
    private static final String FILE = "restore.json";
    private static final String FINALIZED = ".finalized-restore";

    private final Path backups;

    RestoreRecords(Path backups) {
        this.backups = backups;
    }

    static Path directory(Path backups, Instant moment) {
        return backups.resolve(PREFIX + BundleId.stamp(moment));
    }

    static String name(Instant moment) {
        return PREFIX + BundleId.stamp(moment);
    }

    /** All of them, the newest first. */
    List<RestoreRecord> all() {
        List<RestoreRecord> records = new ArrayList<>();
        for (Path directory : directories()) {
            Path file = directory.resolve(FILE);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                records.add(read(file));
            }
        }
        return records;
    }

    boolean exists(String name) {
        return Files.exists(backups.resolve(name).resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /** What restores left that ended before anything of the live data was replaced. */
    List<Path> unrecorded() {
        return directories().stream()
                .filter(directory -> !Files.exists(directory.resolve(FILE), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private List<Path> directories() {
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, PREFIX + "*")) {
            for (Path child : children) {
                if (FORM.matcher(child.getFileName().toString()).matches()) {
                    directories.add(child);
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(backups, e);
        }
        directories.sort(Comparator.reverseOrder());
        return directories;
    }

    /** A moment for a new restore, later than that of every other, whatever the clock says. */
    Instant free(Instant now) {
        Instant moment = now;
        for (Path directory : directories()) {
            Instant taken = BundleId.moment(directory.getFileName().toString().substring(PREFIX.length()));
            if (!taken.isBefore(moment)) {
                moment = taken.plusSeconds(1);
            }
        }
        while (Files.exists(backups.resolve(BundleId.at(moment).value()), LinkOption.NOFOLLOW_LINKS)) {
            moment = moment.plusSeconds(1);
        }
        return moment;
    }

    /** On the disk, old or new and never half, when this returns. */
    void save(RestoreRecord record) {
        ObjectNode json = StrictJson.MAPPER
                .createObjectNode()
                .put("restore", record.id())
                .put("bundle", record.bundle().value())
                .put("state", record.state().name())
                .put("formerOid", record.formerOid())
                .put("restoredOid", record.restoredOid())
                .put(
                        "safetyBundle",
                        record.safetyBundle() == null
                                ? ""
                                : record.safetyBundle().value())
                .put("uploaded", record.uploaded())
                .put("replaced", record.replaced());
        AtomicFiles.write(record.directory(backups).resolve(FILE), bytes(json), AtomicFiles.OWNER_ONLY);
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return StrictJson.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static RestoreRecord read(Path file) {
        try {
            JsonFields fields = new JsonFields(StrictJson.parse(Files.readAllBytes(file), FILE), FILE);
            String safetyBundle = fields.text("safetyBundle", text -> text.isEmpty() || BundleId.wellFormed(text));
            RestoreRecord record = new RestoreRecord(
                    BundleId.moment(fields.text(
                            "restore", text -> FORM.matcher(PREFIX + text).matches())),
                    new BundleId(fields.text("bundle", BundleId::wellFormed)),
                    RestoreRecord.State.valueOf(fields.text("state", RestoreRecords::isState)),
                    fields.count("formerOid"),
                    fields.count("restoredOid"),
                    safetyBundle.isEmpty() ? null : new BundleId(safetyBundle),
                    fields.count("uploaded"),
                    fields.count("replaced"));
            fields.noOthers();
            return record;
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        } catch (OperatorException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, file + " is not the record of a restore")
                    .found(e.problem())
                    .remedy("keep the file and ask for help: it says which database was live before that restore")
                    .cause(e)
                    .build();
        }
    }

    private static boolean isState(String text) {
        return Arrays.stream(RestoreRecord.State.values())
                .anyMatch(state -> state.name().equals(text));
    }

    void remove(Path directory) {
        try {
            // The record goes first: without it the rest means nothing.
            Files.deleteIfExists(directory.resolve(FILE));
            DurableFiles.deleteTree(directory);
        } catch (IOException e) {
            throw DurableFiles.unwritable(directory, e);
        }
    }

    /** Remembers the last restore that can no longer be taken back, for the error that says so. */
    void noteFinalized(RestoreRecord record) {
        AtomicFiles.write(
                backups.resolve(FINALIZED),
                (record.id() + " of bundle " + record.bundle() + "\n").getBytes(StandardCharsets.UTF_8),
                AtomicFiles.OWNER_ONLY);
    }

    Optional<String> lastFinalized() {
        Path file = backups.resolve(FINALIZED);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }
}
