package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A registry in memory. */
public final class ListedReleases implements ReleaseSource {
    private final SortedMap<ReleaseVersion, FetchedRelease> releases = new TreeMap<>();
    private final List<ReleaseVersion> unreadable = new ArrayList<>();

    public ListedReleases(FetchedRelease... published) {
        for (FetchedRelease release : published) {
            releases.put(release.release().version(), release);
        }
    }

    /** A release that is published and that this upgrader does not understand. */
    public ListedReleases unreadable(String version) {
        unreadable.add(ReleaseVersion.parse(version));
        return this;
    }

    @Override
    public List<ReleaseVersion> published() {
        List<ReleaseVersion> all = new ArrayList<>(releases.keySet());
        all.addAll(unreadable);
        return all.stream().sorted().toList();
    }

    @Override
    public FetchedRelease fetch(ReleaseVersion version) {
        FetchedRelease release = releases.get(version);
        if (release == null) {
            throw OperatorException.of(
                            unreadable.contains(version) ? ErrorCode.RELEASE_MALFORMED : ErrorCode.RELEASE_UNKNOWN,
                            "release " + version + " cannot be had")
                    .remedy("choose another one")
                    .build();
        }
        return release;
    }

    @Override
    public boolean offers(ImagePin pin) {
        return true;
    }
}
