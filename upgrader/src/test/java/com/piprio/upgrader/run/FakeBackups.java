package com.piprio.upgrader.run;

import com.piprio.backup.Adoption;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.DrillReport;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Backups;
import com.piprio.upgrader.platform.Platform;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bundles and restores of a world in memory. */
final class FakeBackups implements Backups {
    /** The others only read. */
    private static final Set<String> WRITERS = Set.of("api", "worker", "scheduler");

    private final FakeEffects effects;
    private final FakeData data;
    private final Platform platform;
    private final Clock clock;
    private final Map<BundleId, FakeBundle> bundles = new HashMap<>();
    private @Nullable FakeRestore restore;
    private @Nullable String bundlesOf;
    private boolean restoreLosesRows;
    private boolean diskFull;

    FakeBackups(FakeEffects effects, FakeData data, Platform platform, Clock clock) {
        this.effects = effects;
        this.data = data;
        this.platform = platform;
        this.clock = clock;
    }

    /** Everything that a backup keeps. */
    private record FakeBundle(FakeDatabase database, Map<String, String> objects) {}

    /** What the newest restore left: with {@code former} the databases are exchanged. */
    private record FakeRestore(
            BundleId bundle, Instant moment, @Nullable FakeBundle former, boolean done, boolean takenBack) {}

    void fillDisk() {
        diskFull = true;
    }

    /** A seeded bug: the oracle of the matrix must see it. */
    void loseRowsWhenRestoring() {
        restoreLosesRows = true;
    }

    /** Every bundle comes from there. */
    void makeForeign(String installation) {
        bundlesOf = installation;
    }

    /** Bundles, oldest first. */
    List<BundleId> bundles() {
        return bundles.keySet().stream()
                .sorted(Comparator.comparing(BundleId::value))
                .toList();
    }

    /** The database in a bundle. */
    FakeDatabase content(BundleId bundle) {
        return proven(bundle).database();
    }

    /** True when the newest restore replaced a database that the release can read. */
    boolean canTakeBack(ReleaseVersion release) {
        FakeRestore newest = restore;
        FakeBundle former = newest == null ? null : newest.former();
        return newest != null
                && former != null
                && newest.done()
                && !newest.takenBack()
                && former.database().oldestRelease().compareTo(release) <= 0;
    }

    private FakeBundle present() {
        return new FakeBundle(data.database(), data.objects());
    }

    private FakeBundle proven(BundleId id) {
        FakeBundle kept = bundles.get(id);
        if (kept == null) {
            throw OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "no bundle " + id.value())
                    .remedy("none, it is a test")
                    .build();
        }
        return kept;
    }

    private FakeRestore newestRestore() {
        FakeRestore newest = restore;
        if (newest == null) {
            throw OperatorException.of(ErrorCode.NO_RESTORE, "no restore")
                    .remedy("none, it is a test")
                    .build();
        }
        return newest;
    }

    private void refuseWriters() {
        boolean writers = platform.containers().stream()
                .anyMatch(container -> container.running() && WRITERS.contains(container.service()));
        if (writers) {
            throw new IllegalStateException("a restore while something may write");
        }
    }

    private void requireAdoption(Adoption adoption) {
        if (!Objects.equals(bundlesOf, adoption.from())) {
            throw OperatorException.of(ErrorCode.BUNDLE_FOREIGN, "the bundle is of " + bundlesOf)
                    .remedy("none, it is a test")
                    .build();
        }
    }

    @Override
    public long bytesNeeded() {
        return 1;
    }

    @Override
    public long bytesFree() {
        return diskFull ? 0 : Long.MAX_VALUE;
    }

    @Override
    public void create(BundleId id, Progress progress) {
        effects.happen("create bundle", () -> bundles.putIfAbsent(id, present()));
    }

    @Override
    public List<String> restore(
            BundleId id, Adoption adoption, String confirmedDomain, SafetyBundle safety, Progress progress) {
        refuseWriters();
        requireAdoption(adoption);
        FakeBundle kept = proven(id);
        boolean goesOn = restore != null && !restore.done() && restore.bundle().equals(id);
        settle(progress);
        if (goesOn && restore != null && restore.done()) {
            return List.of("the interrupted restore is completed");
        }
        effects.happen("make safety bundle", () -> restore = new FakeRestore(id, clock.instant(), null, false, false));
        effects.happen("restore into a new database", () -> {});
        effects.happen("exchange databases", () -> {
            restore = new FakeRestore(id, Objects.requireNonNull(restore).moment(), present(), false, false);
            FakeDatabase back = kept.database();
            data.replaceDatabase(
                    restoreLosesRows ? new FakeDatabase(back.applied(), back.oldestRelease(), List.of()) : back);
        });
        effects.happen("write objects", () -> {
            data.putBack(kept.objects());
            FakeRestore made = Objects.requireNonNull(restore);
            restore = new FakeRestore(id, made.moment(), made.former(), true, false);
        });
        return List.of("the database of before is kept");
    }

    @Override
    public BundleId restored() {
        return newestRestore().bundle();
    }

    @Override
    public boolean restoredSince(Instant moment) {
        return restore != null && !restore.moment().isBefore(moment);
    }

    @Override
    public String lossOfTakingBack() {
        return newestRestore().former() == null || newestRestore().takenBack() ? "nothing" : "what was written since";
    }

    @Override
    public List<String> takeBack(String confirmedDomain, Progress progress) {
        refuseWriters();
        FakeRestore back = newestRestore();
        FakeBundle former = back.former();
        if (former != null && !back.takenBack()) {
            effects.happen("exchange databases back", () -> data.replaceDatabase(former.database()));
            effects.happen("write objects back", () -> data.putBack(former.objects()));
        }
        effects.happen(
                "write down that it is back",
                () -> restore = new FakeRestore(back.bundle(), back.moment(), former, true, true));
        return List.of("what was there before is back");
    }

    @Override
    public Bundle verify(BundleId id, Progress progress) {
        throw new UnsupportedOperationException("no step verifies without making");
    }

    @Override
    public DrillReport drill(BundleId id, Progress progress) {
        throw new UnsupportedOperationException("no step restores for practice");
    }

    @Override
    public List<String> settle(Progress progress) {
        FakeRestore left = restore;
        if (left == null || left.done()) {
            return List.of();
        }
        if (left.former() == null) {
            effects.happen("drop the new database", () -> restore = null);
        } else {
            effects.happen("complete objects", () -> {
                data.putBack(proven(left.bundle()).objects());
                restore = new FakeRestore(left.bundle(), left.moment(), left.former(), true, false);
            });
        }
        return List.of("settled");
    }

    @Override
    public List<String> dropKept() {
        effects.happen("drop kept", () -> restore = null);
        return List.of();
    }

    @Override
    public String lossOf(BundleId id, Adoption adoption) {
        requireAdoption(adoption);
        return data.database().rows().size() - proven(id).database().rows().size() + " rows";
    }
}
