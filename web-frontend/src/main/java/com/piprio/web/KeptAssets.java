package com.piprio.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The assets of every release that ran here of late, in a directory that all web containers share: a page that was
 * opened before an upgrade, or before a rollback, finds its own. A file's time says when a container of its release
 * last ran; whoever runs renews the times of its own files.
 */
final class KeptAssets {

    /** So long after the last container of its release an asset is kept: longer than pages stay open. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String UNFINISHED = ".unfinished-";

    private final Path directory;
    private final Clock clock;

    KeptAssets(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Puts the assets of a running release there, renews their times, and drops what no release used of late. May be
     * repeated, and run in several containers at once: a file appears whole, by rename, or not at all.
     */
    void renew(Collection<Asset> assets) throws IOException {
        for (Asset asset : assets) {
            if (find(asset.name()).isEmpty()) {
                write(asset);
            }
            Files.setLastModifiedTime(directory.resolve(asset.name()), FileTime.from(clock.instant()));
        }
        drop(clock.instant().minus(KEPT));
    }

    /** Finds an asset by its name; one whose content is not what its name says is none. */
    Optional<Asset> find(String name) throws IOException {
        if (!Asset.isName(name)) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(directory.resolve(name));
            return Optional.of(new Asset(name, new String(content, StandardCharsets.UTF_8)))
                    .filter(Asset::isWhole);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void write(Asset asset) throws IOException {
        Path unfinished = directory.resolve(UNFINISHED + UUID.randomUUID());
        Files.writeString(unfinished, asset.text());
        Files.move(unfinished, directory.resolve(asset.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    private void drop(Instant limit) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, KeptAssets::isOurs)) {
            for (Path file : files) {
                dropIfOlder(file, limit);
            }
        }
    }

    private static void dropIfOlder(Path file, Instant limit) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Another container dropped it in this moment.
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return Asset.isName(name) || name.startsWith(UNFINISHED);
    }
}
