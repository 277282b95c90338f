package com.piprio.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The releases that are known, ascending: what an upgrade path is made of. */
public final class Catalogue {
    private final List<Release> releases;

    private Catalogue(List<Release> releases) {
        if (releases.isEmpty()) {
            throw new InvalidReleaseException("the release catalogue is empty");
        }
        this.releases =
                releases.stream().sorted(Comparator.comparing(Release::version)).toList();
    }

    /**
     * A catalogue of these releases, in any order.
     *
     * @throws InvalidReleaseException when there is none
     */
    public static Catalogue of(List<Release> releases) {
        return new Catalogue(releases);
    }

    /**
     * Reads {@code <directory>/<version>/release.yaml} of every folder in the directory.
     *
     * @throws InvalidReleaseException with the problems of all files at once
     */
    public static Catalogue read(Path directory) {
        List<Release> releases = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders(directory)) {
            try {
                Release release = ReleaseFile.read(folder.resolve(ReleaseFile.NAME));
                releases.add(release);
                if (!folder.endsWith(release.version().toString())) {
                    problems.add(folder + ": holds release " + release.version());
                }
            } catch (InvalidReleaseException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidReleaseException(problems);
        }
        return new Catalogue(releases);
    }

    private static List<Path> folders(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new InvalidReleaseException(directory + ": cannot be read: " + e);
        }
    }

    /** Ascending by version; at least one. */
    public List<Release> releases() {
        return releases;
    }

    public Optional<Release> find(ReleaseVersion version) {
        return releases.stream()
                .filter(release -> release.version().equals(version))
                .findFirst();
    }

    public Release newest() {
        return releases.get(releases.size() - 1);
    }

    /**
     * What an upgrade has to apply, ascending.
     *
     * @param sourceExclusive null for an empty database
     */
    public List<Migration> migrationsBetween(@Nullable ReleaseVersion sourceExclusive, ReleaseVersion targetInclusive) {
        return releases.stream()
                .filter(release -> sourceExclusive == null || release.version().isAfter(sourceExclusive))
                .filter(release -> !release.version().isAfter(targetInclusive))
                .flatMap(release -> release.migrations().stream())
                .toList();
    }

    /** The releases that may be upgraded directly to the target, ascending; none when the target is unknown. */
    public List<ReleaseVersion> supportedSources(ReleaseVersion target) {
        return find(target)
                .map(release -> releases.stream()
                        .map(Release::version)
                        .filter(release::takes)
                        .toList())
                .orElse(List.of());
    }

    /** Releases that nobody may upgrade to any more, with the reason: that of the newest release that says so. */
    public SortedMap<ReleaseVersion, String> withdrawn() {
        SortedMap<ReleaseVersion, String> withdrawn = new TreeMap<>();
        for (Release release : releases) {
            release.withdrawals().forEach(withdrawal -> withdrawn.put(withdrawal.version(), withdrawal.reason()));
        }
        return withdrawn;
    }

    /** This catalogue, and the releases of another that it does not know. */
    public Catalogue with(Catalogue other) {
        List<Release> both = new ArrayList<>(releases);
        other.releases.stream()
                .filter(release -> find(release.version()).isEmpty())
                .forEach(both::add);
        return new Catalogue(both);
    }

    /** What does not hold between releases, in words; empty for a catalogue that may be published. */
    public List<String> problems() {
        return CatalogueRules.problems(releases);
    }
}
