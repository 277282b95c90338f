package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.AUTOMATIC;
import static com.piprio.release.diff.Handling.BLOCK;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;

import com.piprio.release.BundleFormats;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.Volume;
import java.util.List;

/** V: what the installation keeps. */
final class DataRules {
    /** @param reader the release that would have to read it after a way back */
    record Kept(Volume volume, ReleaseVersion reader) {}

    static final Family<Change<Kept>> VOLUMES = new Family<>(
            List.of(
                    new Rule<>(
                            "V1",
                            COMPATIBLE,
                            NONE,
                            "new volume, or another place of a volume inside its service",
                            "nothing that is kept moves",
                            "nothing to do",
                            v -> v.isNew() || v.differs(kept -> kept.volume().mount())),
                    new Rule<>(
                            "V2",
                            BREAKING,
                            ACTION,
                            "volume with data renamed, removed, or with another driver",
                            "the data stays behind in the old one",
                            "copy the data before the upgrade",
                            v -> displaced(v) && v.was().volume().durable() && !copied(v)),
                    new Rule<>(
                            "V2a",
                            COMPATIBLE,
                            AUTOMATIC,
                            "volume that the upgrade copies to a new one",
                            "the copy is verified, and the old volume stays until finalize",
                            "nothing to do; have space for the copy",
                            v -> displaced(v) && copied(v)),
                    new Rule<>(
                            "V2b",
                            COMPATIBLE,
                            NONE,
                            "volume removed or replaced that holds nothing of value",
                            "it may be lost at any time",
                            "nothing to do",
                            v -> displaced(v) && !v.was().volume().durable() && !copied(v)),
                    new Rule<>(
                            "V3",
                            COMPATIBLE,
                            AUTOMATIC,
                            "data in a form that the source release cannot read",
                            "it is converted forward; the way back is a restore of the bundle",
                            "know that a rollback loses what was written since",
                            v -> v.isKept()
                                    && v.differs(kept -> kept.volume().format())
                                    && v.now()
                                            .volume()
                                            .readableSince()
                                            .isAfter(v.now().reader()))),
            Change::name,
            v -> Family.joined(
                    v.isNew()
                            ? v.now().volume().mount() + " of "
                                    + v.now().volume().service()
                            : "",
                    v.shown("name", kept -> kept.volume().name()),
                    v.shown("driver", kept -> kept.volume().driver()),
                    v.shown("mount", kept -> kept.volume().mount()),
                    v.shown("format", kept -> kept.volume().format())));

    static final Family<Change<BundleFormats>> BUNDLES = new Family<>(
            List.of(new Rule<>(
                    "V4",
                    BREAKING,
                    BLOCK,
                    "backups of the source release not restored any more",
                    "whoever lost an installation has nothing to come back from",
                    "the release has to read the old format, or nobody may upgrade to it",
                    b -> !b.now().restores().contains(b.was().writes()))),
            Change::name,
            b -> "format " + b.was().writes() + ", restored " + b.now().restores());

    private DataRules() {}

    private static boolean displaced(Change<Kept> v) {
        return v.isGone()
                || v.differs(kept -> kept.volume().name())
                || v.differs(kept -> kept.volume().driver());
    }

    private static boolean copied(Change<Kept> v) {
        return v.isKept() && v.now().volume().movedFrom() != null;
    }
}
