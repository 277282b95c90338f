package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.piprio.backup.Persisted.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A restore, and the way back from one, that dies behind each thing that it leaves: the next command finds all of the
 * old state or all of the new one, and makes it so.
 */
@Tag("nightly")
@TestInstance(Lifecycle.PER_CLASS)
class RestoreKillsIT {
    /** Not a RuntimeException: no handler of the code under test may tidy up after it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final Set<Point> BEFORE_THE_SWAP = EnumSet.range(Point.SAFETY_BUNDLE_PINNED, Point.RESTORE_FENCED);
    private static final Set<Point> BEFORE_THE_WAY_BACK =
            EnumSet.range(Point.TAKE_BACK_RECORDED, Point.TAKE_BACK_FENCED);

    private TestInstallation installation;
    private Bundle bundle;
    private Map<String, Object> atTheBackup;
    private Map<String, Object> changed;

    @BeforeAll
    void installBackUpAndChange(@TempDir Path folder) throws IOException {
        installation = TestInstallation.in(folder);
        atTheBackup = installation.contents();
        bundle = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
        installation.changeEverything();
        installation.removeObject("documents/8");
        changed = installation.contents();
    }

    /** No row names it any more; the bundle has it, so a restore adds it. */
    @BeforeEach
    void loseAnObject() throws IOException {
        installation.removeObject("documents/8");
    }

    private static Persisted killAt(Point point) {
        return reached -> {
            if (reached == point) {
                throw new Killed();
            }
        };
    }

    private void restore(Persisted persisted) {
        Restore restore = new Restore(Clock.systemUTC(), persisted);
        RestorePreview preview = restore.preview(
                bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
        restore.run(preview, BundleFixture.DOMAIN, Progress.none());
    }

    private void takeBack(Persisted persisted) {
        new Restore(Clock.systemUTC(), persisted)
                .takeBack(installation.access, TestInstallation.NEWEST_SCHEMA, BundleFixture.DOMAIN, Progress.none());
    }

    private void dies(Runnable act) {
        assertThat(catchThrowable(act::run)).isInstanceOf(Killed.class);
    }

    /** The restored state: what the bundle has, and what was newer and is never deleted. */
    private void expectRestored() throws IOException {
        assertThat(installation.tables()).isEqualTo(atTheBackup.get("tables"));
        assertThat(installation.environment()).isEqualTo(atTheBackup.get("environment"));
        assertThat(installation.objects()).containsAllEntriesOf(TestInstallation.texts(atTheBackup.get("objects")));
    }

    private void expectChanged() throws IOException {
        assertThat(installation.tables()).isEqualTo(changed.get("tables"));
        assertThat(installation.environment()).isEqualTo(changed.get("environment"));
        assertThat(installation.objects()).containsAllEntriesOf(TestInstallation.texts(changed.get("objects")));
    }

    private void expectNothingLeftOver() {
        assertThat(installation.otherDatabases()).allMatch(name -> name.contains("_old_"));
        try (DatabaseSwap swap = DatabaseSwap.open(installation.access.database())) {
            assertThat(new Settlement(swap, installation.access, Persisted.NOBODY).open())
                    .isEmpty();
        }
    }

    private void backToTheChangedState() throws IOException {
        takeBack(Persisted.NOBODY);
        new Restore().finalizeRestore(installation.access);
        expectChanged();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_NONE,
            names = {"TAKE_BACK.*", ".*_GIVEN_UP", ".*_TAKEN_BACK", ".*_PUT_BACK"})
    void aRestoreEndsInTheOldStateOrInTheNewOne(Point point) throws IOException {
        dies(() -> restore(killAt(point)));

        boolean old = BEFORE_THE_SWAP.contains(point);
        if (old && point != Point.RESTORE_FENCED) {
            expectChanged();
        }
        new Restore().settle(installation.access, Progress.none());
        expectNothingLeftOver();
        if (old) {
            expectChanged();
        } else {
            expectRestored();
            backToTheChangedState();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"TAKE_BACK.*", ".*_GIVEN_UP", ".*_TAKEN_BACK", ".*_PUT_BACK"},
            mode = Mode.MATCH_ANY)
    void aWayBackEndsInTheRestoredStateOrInTheOneOfBefore(Point point) throws IOException {
        restore(Persisted.NOBODY);

        dies(() -> takeBack(killAt(point)));

        new Restore().settle(installation.access, Progress.none());
        expectNothingLeftOver();
        if (BEFORE_THE_WAY_BACK.contains(point)) {
            expectRestored();
        } else {
            expectChanged();
        }
        backToTheChangedState();
    }

    @Test
    void aRestoreThatIsRepeatedAfterAKillDoesNotBeginAnew() throws IOException {
        dies(() -> restore(killAt(Point.RESTORE_SWAPPED)));

        restore(Persisted.NOBODY);

        expectRestored();
        assertThat(installation.otherDatabases()).hasSize(1);
        backToTheChangedState();
    }

    @Test
    void aHalfRestoredInstallationCanBeTakenBackEvenWithoutItsBundle() throws IOException {
        dies(() -> restore(killAt(Point.RESTORE_SWAPPED)));
        Path away = bundle.directory().resolveSibling("away");
        DurableFiles.moveAtomically(bundle.directory(), away);
        try {
            takeBack(Persisted.NOBODY);
        } finally {
            DurableFiles.moveAtomically(away, bundle.directory());
        }

        expectChanged();
        backToTheChangedState();
    }

    @Test
    void eachPointIsReachedInTheOrderInWhichItIsWrittenDown() throws IOException {
        List<Point> reached = new ArrayList<>();
        restore(reached::add);
        takeBack(reached::add);

        assertThat(reached.stream().distinct()).containsExactlyInAnyOrder(Point.values());
        backToTheChangedState();
    }
}
