package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final RetentionPolicy TWO_DAYS = new RetentionPolicy(2, 0, 0, 1);

    @TempDir
    Path backups;

    private BundleStates states;

    @BeforeEach
    void beginWithNothing() {
        states = new BundleStates(backups);
    }

    private BundleId bundle(String stamp) throws IOException {
        return bundle(stamp, BundleFixture.DEPLOYMENT);
    }

    private BundleId bundle(String stamp, String deployment) throws IOException {
        BundleId id = new BundleId("piprio_" + stamp);
        BundleFixture bundle = BundleFixture.in(backups);
        bundle.seal(manifest ->
                ManifestEdit.of(manifest).bundle(id).deployment(deployment).done());
        Files.move(bundle.directory, backups.resolve(id.value()));
        states.verified(id, VerificationLevel.DECODED, NOW);
        return id;
    }

    private Retention retention() {
        return new Retention(backups, BundleFixture.DEPLOYMENT, TWO_DAYS);
    }

    private Retention.Plan prune() {
        Retention.Plan plan = retention().plan(Map.of(), NOW);
        retention().delete(plan);
        return plan;
    }

    @Test
    void deletesWhatThePolicyGivesUpAndWhatWasKnownAboutIt() throws IOException {
        BundleId old = bundle("20261120T100000Z");
        BundleId yesterday = bundle("20261123T100000Z");
        BundleId today = bundle("20261124T100000Z");
        states.drilled(old, new BundleState.Drilled(NOW, 5, null));

        Retention.Plan plan = prune();

        assertThat(plan.expendable()).containsExactly(old);
        assertThat(new Bundles(backups).list()).extracting(BundleListing::id).containsExactly(today, yesterday);
        assertThat(states.known()).containsExactlyInAnyOrder(yesterday, today);
        try (var files = Files.list(backups)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".trash"));
        }
    }

    @Test
    void aPlanChangesNothing() throws IOException {
        bundle("20261120T100000Z");
        bundle("20261123T100000Z");
        bundle("20261124T100000Z");

        assertThat(retention().plan(Map.of(), NOW).expendable()).hasSize(1);
        assertThat(new Bundles(backups).list()).hasSize(3);
    }

    @Test
    void neverTouchesWhatIsBrokenForeignOrNoBundle() throws IOException {
        BundleId foreign = bundle("20261101T100000Z", "another");
        BundleId broken = bundle("20261102T100000Z");
        Files.delete(backups.resolve(broken.value()).resolve(BundleLayout.DUMP));
        Files.createDirectories(backups.resolve("notes"));
        Files.createDirectories(backups.resolve("piprio_20261103T100000Z.partial"));
        bundle("20261123T100000Z");
        bundle("20261124T100000Z");

        Retention.Plan plan = prune();

        assertThat(plan.expendable()).isEmpty();
        assertThat(plan.leftAlone()).hasSize(2);
        for (String name : new String[] {foreign.value(), broken.value(), "notes", "piprio_20261103T100000Z.partial"}) {
            assertThat(backups.resolve(name)).isDirectory();
        }
    }

    @Test
    void keepsWhatIsPinnedWhatAWayBackNeedsAndWhatWasRestored() throws IOException {
        BundleId pinned = bundle("20261101T100000Z");
        BundleId needed = bundle("20261102T100000Z");
        BundleId restored = bundle("20261103T100000Z");
        BundleId old = bundle("20261104T100000Z");
        bundle("20261123T100000Z");
        bundle("20261124T100000Z");
        states.pin(pinned, BundleState.OPERATOR, NOW);
        Instant moment = Instant.parse("2026-11-10T10:00:00Z");
        DurableFiles.createDirectory(RestoreRecords.directory(backups, moment));
        new RestoreRecords(backups)
                .save(new RestoreRecord(moment, restored, RestoreRecord.State.RESTORED, 1, 2, null, 0, 0));

        Retention.Plan plan = retention().plan(Map.of(needed, "way back from 1.5.0"), NOW);

        assertThat(plan.expendable()).containsExactly(old);
        assertThat(plan.kept().get(pinned)).isEqualTo("pinned: operator");
        assertThat(plan.kept().get(needed)).isEqualTo("pinned: way back from 1.5.0");
        states.unpin(pinned, BundleState.OPERATOR);
        assertThat(retention().plan(Map.of(), NOW).expendable()).containsExactly(pinned, needed, old);
    }

    @Test
    void anInterruptedDeletionIsFinishedByTheNext() throws IOException {
        bundle("20261124T100000Z");
        Files.createDirectories(
                backups.resolve(".trash-piprio_20261101T100000Z").resolve("db"));
        Files.createDirectories(backups.resolve(".trash-mine"));

        prune();

        assertThat(backups.resolve(".trash-piprio_20261101T100000Z")).doesNotExist();
        assertThat(backups.resolve(".trash-mine")).isDirectory();
    }
}
