package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link BundleState}s, one small file each in {@code .state} beside the bundles; the caller holds the lock. */
public final class BundleStates {
    private static final String DIRECTORY = ".state";
    private static final String ENDING = ".json";

    private final Path directory;

    public BundleStates(Path backups) {
        this.directory = backups.resolve(DIRECTORY);
    }

    private Path file(BundleId bundle) {
        return directory.resolve(bundle.value() + ENDING);
    }

    /** Nothing is known about a bundle without a file. */
    public BundleState of(BundleId bundle) {
        Path file = file(bundle);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return BundleState.UNKNOWN;
        }
        try {
            return read(new JsonFields(StrictJson.parse(Files.readAllBytes(file), DIRECTORY), DIRECTORY));
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        } catch (OperatorException | DateTimeException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, file + " is not understood")
                    .found(e.getMessage())
                    .remedy("the bundle itself is not touched by this; remove the file, then verify and pin the bundle"
                            + " again")
                    .cause(e)
                    .build();
        }
    }

    /** Writes down that a bundle was found whole. */
    public void verified(BundleId bundle, VerificationLevel level, Instant at) {
        change(bundle, state -> state.withVerified(new BundleState.Verified(at, level)));
    }

    /** Writes down how a restore for practice ended. */
    public void drilled(BundleId bundle, BundleState.Drilled drill) {
        change(bundle, state -> state.withDrilled(drill));
    }

    /** Keeps a bundle whatever its age, for that reason; an earlier pin of the reason stays. */
    public void pin(BundleId bundle, String reason, Instant since) {
        change(bundle, state -> state.withPin(reason, since));
    }

    /** Takes one reason away; one that is not there is fine. */
    public void unpin(BundleId bundle, String reason) {
        if (of(bundle).pins().containsKey(reason)) {
            change(bundle, state -> state.withoutPin(reason));
        }
    }

    void forget(BundleId bundle) {
        try {
            Files.deleteIfExists(file(bundle));
        } catch (IOException e) {
            throw DurableFiles.unwritable(file(bundle), e);
        }
    }

    /** The bundles about which something is known, in no order. */
    List<BundleId> known() {
        List<BundleId> known = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return known;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - ENDING.length());
                if (BundleId.wellFormed(id)) {
                    known.add(new BundleId(id));
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(directory, e);
        }
        return known;
    }

    private void change(BundleId bundle, UnaryOperator<BundleState> change) {
        BundleState changed = change.apply(of(bundle));
        try {
            DurableFiles.createDirectoryIfMissing(directory);
        } catch (IOException e) {
            throw DurableFiles.unwritable(directory, e);
        }
        AtomicFiles.write(file(bundle), bytes(json(changed)), AtomicFiles.OWNER_ONLY);
    }

    private static ObjectNode json(BundleState state) {
        ObjectNode json = StrictJson.MAPPER.createObjectNode();
        BundleState.Verified verified = state.verified();
        if (verified != null) {
            json.putObject("verified")
                    .put("at", verified.at().toString())
                    .put("level", verified.level().name());
        }
        BundleState.Drilled drilled = state.drilled();
        if (drilled != null) {
            json.putObject("drilled")
                    .put("at", drilled.at().toString())
                    .put("millis", drilled.millis())
                    .put("problem", drilled.problem() == null ? "" : drilled.problem());
        }
        ObjectNode pins = json.putObject("pins");
        state.pins().forEach((reason, since) -> pins.put(reason, since.toString()));
        return json;
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return StrictJson.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static BundleState read(JsonFields fields) {
        BundleState.@Nullable Verified verified = fields.object("verified")
                .map(proof -> new BundleState.Verified(
                        Instant.parse(proof.text("at")),
                        VerificationLevel.valueOf(proof.text("level", BundleStates::isLevel))))
                .orElse(null);
        BundleState.@Nullable Drilled drilled = fields.object("drilled")
                .map(drill -> {
                    String problem = drill.text("problem");
                    return new BundleState.Drilled(
                            Instant.parse(drill.text("at")), drill.count("millis"), problem.isEmpty() ? null : problem);
                })
                .orElse(null);
        SortedMap<String, Instant> pins = new TreeMap<>();
        fields.texts("pins").forEach((reason, since) -> pins.put(reason, Instant.parse(since)));
        fields.noOthers();
        return new BundleState(verified, drilled, pins);
    }

    private static boolean isLevel(String text) {
        return Arrays.stream(VerificationLevel.values())
                .anyMatch(level -> level.name().equals(text));
    }
}
