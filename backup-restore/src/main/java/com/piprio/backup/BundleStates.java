package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@link BundleState}s, in {@code .state} beside the bundles. Each fact is a small file of its own, so that a proof which
 * is written down never takes back a pin that another process sets at the same time.
 */
public final class BundleStates {
    private static final String DIRECTORY = ".state";
    private static final String VERIFIED = ".verified";
    private static final String DRILLED = ".drilled";
    private static final String PIN = ".pin-";
    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9_]{1,60}");

    private final Path directory;

    public BundleStates(Path backups) {
        this.directory = backups.resolve(DIRECTORY);
    }

    private Path file(BundleId bundle, String ending) {
        return directory.resolve(bundle.value() + ending);
    }

    /** What is known; nothing is known about a bundle without files. */
    public BundleState of(BundleId bundle) {
        return new BundleState(
                read(file(bundle, VERIFIED), BundleStates::verified).orElse(null),
                read(file(bundle, DRILLED), BundleStates::drilled).orElse(null),
                pins(bundle));
    }

    private SortedMap<String, Instant> pins(BundleId bundle) {
        SortedMap<String, Instant> pins = new TreeMap<>();
        String prefix = bundle.value() + PIN;
        for (String name : names()) {
            if (name.startsWith(prefix)) {
                read(directory.resolve(name), fields -> Instant.parse(fields.text("since")))
                        .ifPresent(since -> pins.put(name.substring(prefix.length()), since));
            }
        }
        return pins;
    }

    private static <T> Optional<T> read(Path file, Function<JsonFields, T> reader) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            JsonFields fields = new JsonFields(StrictJson.parse(Files.readAllBytes(file), DIRECTORY), DIRECTORY);
            T value = reader.apply(fields);
            fields.noOthers();
            return Optional.of(value);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        } catch (OperatorException | DateTimeException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, file + " is not understood")
                    .found(e.getMessage())
                    .remedy("the bundle itself is not touched by this: remove the file, then verify or pin the bundle"
                            + " again")
                    .cause(e)
                    .build();
        }
    }

    private static BundleState.Verified verified(JsonFields fields) {
        return new BundleState.Verified(
                Instant.parse(fields.text("at")),
                VerificationLevel.valueOf(fields.text("level", BundleStates::isLevel)));
    }

    private static boolean isLevel(String text) {
        return Arrays.stream(VerificationLevel.values())
                .anyMatch(level -> level.name().equals(text));
    }

    private static BundleState.Drilled drilled(JsonFields fields) {
        String problem = fields.text("problem");
        return new BundleState.Drilled(
                Instant.parse(fields.text("at")), fields.count("millis"), problem.isEmpty() ? null : problem);
    }

    /** Writes down that a bundle was found whole. */
    public void verified(BundleId bundle, VerificationLevel level, Instant at) {
        write(bundle, VERIFIED, json().put("at", at.toString()).put("level", level.name()));
    }

    /** Takes back that a bundle was found whole: it is not any more. */
    public void doubted(BundleId bundle) {
        delete(file(bundle, VERIFIED));
    }

    /** Writes down how a restore for practice ended. */
    public void drilled(BundleId bundle, BundleState.Drilled drill) {
        write(
                bundle,
                DRILLED,
                json().put("at", drill.at().toString())
                        .put("millis", drill.millis())
                        .put("problem", drill.problem() == null ? "" : drill.problem()));
    }

    /** Keeps a bundle whatever its age, for that reason; an earlier pin of the reason stays. */
    public void pin(BundleId bundle, String reason, Instant since) {
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("not a reason for a pin: " + reason);
        }
        if (!Files.exists(file(bundle, PIN + reason), LinkOption.NOFOLLOW_LINKS)) {
            write(bundle, PIN + reason, json().put("since", since.toString()));
        }
    }

    /** Takes one reason away; one that is not there is fine. */
    public void unpin(BundleId bundle, String reason) {
        delete(file(bundle, PIN + reason));
    }

    /** Drops everything that is known about a bundle that is no more. */
    void forget(BundleId bundle) {
        for (String name : names()) {
            if (name.startsWith(bundle.value() + ".")) {
                delete(directory.resolve(name));
            }
        }
    }

    /** The bundles about which something is known, in no order. */
    List<BundleId> known() {
        return names().stream()
                .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
                .distinct()
                .filter(BundleId::wellFormed)
                .map(BundleId::new)
                .toList();
    }

    private List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "piprio_*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            throw DurableFiles.unreadable(directory, e);
        }
        return names;
    }

    private static ObjectNode json() {
        return StrictJson.MAPPER.createObjectNode();
    }

    private void write(BundleId bundle, String ending, ObjectNode json) {
        Path file = file(bundle, ending);
        try {
            DurableFiles.createDirectoryIfMissing(directory);
            AtomicFiles.write(file, StrictJson.MAPPER.writeValueAsBytes(json), AtomicFiles.OWNER_ONLY);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        } catch (IOException e) {
            throw DurableFiles.unwritable(directory, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }
}
