package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.PathDecision;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.UpgradePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What an installation may be moved to: the published releases without those that were withdrawn. Only a release itself
 * or a later one tells that it was withdrawn, so the newest are asked first.
 */
public final class ReleaseOffer {
    private final ReleaseSource releases;
    private final List<ReleaseVersion> published;
    private final Map<ReleaseVersion, FetchedRelease> fetched = new TreeMap<>(Comparator.reverseOrder());
    private final Map<ReleaseVersion, String> withdrawn = new TreeMap<>();
    private final Map<ReleaseVersion, CompletableFuture<FetchedRelease>> begun = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @throws OperatorException when the registry does not answer or has no release */
    public ReleaseOffer(ReleaseSource releases) {
        this.releases = releases;
        this.published = releases.published();
    }

    /** Versions that are published, ascending, withdrawn ones too. */
    public List<ReleaseVersion> published() {
        return published;
    }

    /** What could not be found out, one sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Why the release was withdrawn, as far as it was asked for; empty when it was not. */
    public String whyWithdrawn(ReleaseVersion version) {
        return withdrawn.getOrDefault(version, "");
    }

    /**
     * The newest published release that was not withdrawn; the one that runs when there is nothing newer.
     *
     * @throws OperatorException when every release was withdrawn, or the newest cannot be read
     */
    public ReleaseVersion newest(ReleaseVersion running) {
        for (ReleaseVersion version : newestFirst()) {
            if (!withdrawn.containsKey(version)) {
                fetch(version);
            }
            if (version.equals(running) || !withdrawn.containsKey(version)) {
                return version;
            }
        }
        throw OperatorException.of(ErrorCode.RELEASE_WITHDRAWN, "every release that is published was withdrawn")
                .expected("a release to move to")
                .found("withdrawn: " + withdrawn.keySet())
                .remedy("stay on " + running + "; ask the publisher for the next release")
                .build();
    }

    /** The release, after the newest that can be read was asked whether it was withdrawn; both are fetched at once. */
    public FetchedRelease select(ReleaseVersion version) {
        List<ReleaseVersion> newer =
                newestFirst().stream().filter(other -> other.isAfter(version)).toList();
        if (!newer.isEmpty() && !fetched.containsKey(version)) {
            begun.put(version, CompletableFuture.supplyAsync(() -> releases.fetch(version)));
        }
        for (ReleaseVersion other : newer) {
            if (teaches(other)) {
                break;
            }
        }
        return fetch(version);
    }

    /** A release that an older upgrader cannot read, or that is not fit to be taken, does not stand in the way of another. */
    private boolean teaches(ReleaseVersion newer) {
        try {
            fetch(newer);
            return true;
        } catch (OperatorException e) {
            notes.add("what release " + newer + " says of earlier ones is not known: " + e.getMessage());
            return false;
        }
    }

    /** @throws OperatorException when it is not published or cannot be read */
    public FetchedRelease fetch(ReleaseVersion version) {
        FetchedRelease known = fetched.get(version);
        if (known != null) {
            return known;
        }
        CompletableFuture<FetchedRelease> earlier = begun.remove(version);
        FetchedRelease release = earlier == null ? releases.fetch(version) : ended(earlier);
        fetched.put(version, release);
        release.catalogue().withdrawn().forEach(withdrawn::putIfAbsent);
        return release;
    }

    private static FetchedRelease ended(CompletableFuture<FetchedRelease> fetch) {
        try {
            return fetch.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }

    /** Whether and how the source is upgraded to a release that was selected. */
    public PathDecision path(ReleaseVersion source, FetchedRelease target) {
        return new UpgradePath(catalogue(target), published, withdrawn)
                .decide(source, target.release().version());
    }

    /**
     * Why there is no path to a release that was selected, where it would lead over releases that are not to be had here:
     * only what offers the releases can say how to come by more.
     */
    public Optional<OperatorException> lacks(ReleaseVersion source, FetchedRelease target) {
        Catalogue catalogue = catalogue(target);
        ReleaseVersion version = target.release().version();
        List<ReleaseVersion> all =
                catalogue.releases().stream().map(Release::version).toList();
        if (new UpgradePath(catalogue, all, withdrawn).decide(source, version)
                instanceof PathDecision.ThroughStops stops) {
            List<ReleaseVersion> lacking = stops.hops().stream()
                    .filter(hop -> !published.contains(hop))
                    .toList();
            return lacking.isEmpty() ? Optional.empty() : releases.lacks(lacking, source, version);
        }
        return Optional.empty();
    }

    /** The catalogue of a release, with those releases that only others which were read know of. */
    public Catalogue catalogue(FetchedRelease target) {
        Catalogue catalogue = target.catalogue();
        for (FetchedRelease other : fetched.values()) {
            catalogue = catalogue.with(other.catalogue());
        }
        return catalogue;
    }

    private List<ReleaseVersion> newestFirst() {
        List<ReleaseVersion> versions = new ArrayList<>(published);
        Collections.reverse(versions);
        return versions;
    }
}
