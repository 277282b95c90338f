package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreIT {
    private static final Instant STAMP = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path folder;

    private TestInstallation installation;
    private Bundle bundle;
    private Map<String, String> tables;
    private Map<String, String> objects;

    @BeforeEach
    void installAndBackUp() throws IOException {
        installation = TestInstallation.in(folder);
        tables = installation.tables();
        objects = installation.objects();
        bundle = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
    }

    private RestorePreview preview() {
        return new Restore()
                .preview(bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
    }

    private RestoreOutcome restore() {
        return new Restore().run(preview(), BundleFixture.DOMAIN, Progress.none());
    }

    private List<String> settle() {
        return new Restore().settle(installation.access, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::restore);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private void changeEverything() throws IOException {
        installation.sql(
                "DELETE FROM documents WHERE id <= 5",
                "UPDATE documents SET name = 'changed' WHERE id = 6",
                "DROP TABLE \"Odd \"\"table\"",
                "CREATE TABLE newer (id int)",
                "INSERT INTO newer VALUES (1), (2), (3)",
                "INSERT INTO flyway_schema_history VALUES (6, '1.5.0.1', true)");
        installation.put("documents/7", "overwritten");
        installation.addDocument("documents/new", "written after the backup");
    }

    @Test
    void bringsBackEveryRowAndEveryObjectAndKeepsWhatItReplaced() throws IOException {
        changeEverything();
        Map<String, String> changed = installation.tables();

        RestorePreview preview = preview();
        assertThat(preview.tables())
                .contains(
                        new TableChange("documents", 16, 20),
                        new TableChange("newer", 3, 0),
                        new TableChange("Odd \"table", 0, 2));
        assertThat(preview.newestRow())
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(5));
        assertThat(preview.objectsOnlyInLive()).isEqualTo(1);
        assertThat(preview.objectsMissing()).isZero();
        assertThat(preview.interrupted()).isEmpty();
        assertThat(installation.tables()).isEqualTo(changed);

        RestoreOutcome outcome = new Restore().run(preview, BundleFixture.DOMAIN, Progress.none());

        assertThat(installation.tables()).isEqualTo(tables);
        Map<String, String> expected = new TreeMap<>(objects);
        expected.put("documents/new", "written after the backup text/plain");
        assertThat(installation.objects()).isEqualTo(expected);
        assertThat(installation.value("INSERT INTO documents (name) VALUES ('next') RETURNING id"))
                .isEqualTo("21");
        assertThat(installation.otherDatabases()).containsExactly(outcome.keptDatabase());
        assertThat(installation.tables(outcome.keptDatabase())).isEqualTo(changed);
        assertThat(outcome.objectsReplaced()).isEqualTo(1);
        assertThat(outcome.said()).isEmpty();
        assertThat(outcome.closed()).isPositive().isLessThan(Duration.ofSeconds(1));
        Bundle safety = new BundleVerifier(installation.access)
                .verify(
                        installation
                                .access
                                .backups()
                                .resolve(outcome.safetyBundle().value()),
                        Progress.none());
        assertThat(safety.manifest().rowCounts())
                .containsEntry("documents", 16L)
                .containsEntry("newer", 3L);
        assertThat(new BundleStates(installation.access.backups())
                        .of(outcome.safetyBundle())
                        .pinned())
                .isTrue();
        ObjectIndex.read(
                Content.of(outcome.keptObjects().resolve(BundleLayout.OBJECT_INDEX)),
                entry -> assertThat(outcome.keptObjects().resolve(entry.blob())).hasContent("overwritten"));
        assertThat(outcome.wayBack()).hasSize(1);

        assertThat(new Restore().finalizeRestore(installation.access))
                .containsExactlyInAnyOrder(
                        outcome.keptDatabase(),
                        outcome.keptObjects().getFileName().toString());
        assertThat(installation.otherDatabases()).isEmpty();
        assertThat(outcome.keptObjects()).doesNotExist();
        assertThat(new BundleStates(installation.access.backups())
                        .of(outcome.safetyBundle())
                        .pinned())
                .isFalse();
    }

    @Test
    void theWayBackThatItPrintsIsOne() throws IOException {
        changeEverything();
        Map<String, String> changed = installation.tables();

        String command = restore().wayBack().get(0);
        Process process = new ProcessBuilder("bash", "-c", command).inheritIO().start();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> assertThat(process.waitFor()).isZero()))
                .isNull();

        assertThat(installation.tables()).isEqualTo(changed);
        assertThat(new Restore().finalizeRestore(installation.access)).hasSize(2);
    }

    @Test
    void endsSessionsThatAreStillThereAndThoseThatComeBack() throws Exception {
        List<PostgresSession> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PostgresSession session = PostgresSession.open(installation.access.database(), installation.name());
            session.exportSnapshot();
            sessions.add(session);
        }
        Reconnecting client = new Reconnecting(installation);
        try (client) {
            installation.sql("DELETE FROM documents WHERE id <= 5");

            restore();

            assertThat(installation.tables()).isEqualTo(tables);
            for (PostgresSession session : sessions) {
                assertThat(catchThrowableOfType(OperatorException.class, () -> session.execute("SELECT 1")))
                        .isNotNull();
            }
            client.awaitDocuments("20");
        } finally {
            sessions.forEach(PostgresSession::close);
        }
    }

    @Test
    void refusesWhenSomebodyElseStaysAndLeavesEverythingAsItWas() throws Exception {
        installation.put("documents/7", "overwritten");
        Map<String, Object> before = installation.state();
        try (SuperuserSession session = new SuperuserSession(installation.name())) {
            session.awaitConnected();

            OperatorException refusal = refusal();

            assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_IN_USE);
            assertThat(refusal.found()).contains("postgres");
        }
        assertThat(installation.state()).isEqualTo(before);
        assertThat(new Bundles(installation.access.backups()).list()).hasSize(1);
        try (var files = Files.list(installation.access.backups())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(bundle.id().value(), ".state");
        }
    }

    @Test
    void changesNothingForAnyWrongDomain() throws IOException {
        Map<String, Object> before = installation.state();
        RestorePreview preview = preview();
        for (String typed : List.of("", "yes", "Docs.example.com", "docs.example.com ", "other.example.com")) {
            OperatorException refusal = catchThrowableOfType(
                    OperatorException.class, () -> new Restore().run(preview, typed, Progress.none()));
            assertThat(refusal.code()).isEqualTo(ErrorCode.DOMAIN_WRONG);
        }
        assertThat(installation.state()).isEqualTo(before);
    }

    @Test
    void changesNothingWhenTheBundleIsDamagedAfterThePreview() throws IOException {
        Map<String, Object> before = installation.state();
        RestorePreview preview = preview();
        BundleFixture.flip(bundle.file(BundleLayout.DUMP));

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> new Restore().run(preview, BundleFixture.DOMAIN, Progress.none()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(installation.state()).isEqualTo(before);
    }

    @Test
    void believesCountsAndNotExitCodes() throws IOException {
        Map<String, Object> before = installation.state();
        reseal(old -> {
            TreeMap<String, Long> counts = new TreeMap<>(old);
            counts.put("documents", 21L);
            return counts;
        });

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
        assertThat(refusal.found()).isEqualTo("documents 20 instead of 21");
        assertThat(installation.state()).isEqualTo(before);
    }

    private void reseal(java.util.function.UnaryOperator<Map<String, Long>> change) throws IOException {
        Resealing.seal(bundle, old -> ManifestEdit.of(old)
                .rowCounts(change.apply(old.rowCounts()))
                .done());
    }

    @Test
    void refusesABundleThatLacksAnObjectOfItsDatabase() throws IOException {
        Map<String, Object> before = installation.state();
        Path index = bundle.file(BundleLayout.OBJECT_INDEX);
        String renamed = Files.readString(index).replace("\"documents/3\"", "\"documents/x\"");
        Files.writeString(index, renamed);
        Resealing.seal(bundle, manifest -> manifest);

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal.found()).contains("'documents/3'");
        // What the index names besides may have been added by then; no row names it.
        installation.removeObject("documents/x");
        assertThat(installation.state()).isEqualTo(before);
    }

    @Test
    void refusesWhileAnotherRestoreWorks() {
        try (DatabaseSwap other = DatabaseSwap.open(installation.access.database())) {
            other.lock();

            assertThat(refusal().code()).isEqualTo(ErrorCode.LOCK_HELD);
        }
    }

    @Test
    void restoresOverAMissingBucketAndAnEmptyDatabase() throws IOException {
        // The present database names no object that a safety bundle would have to hold.
        InstallationAccess elsewhere = installation.with(TestPlatform.instance()
                .objectStore(installation.access.objectStore().bucket() + "-new"));
        installation.sql("DROP TABLE documents, exports, flyway_schema_history, \"Odd \"\"table\"");
        RestorePreview preview =
                new Restore().preview(bundle.directory(), elsewhere, TestInstallation.NEWEST_SCHEMA, Progress.none());
        assertThat(preview.objectsMissing()).isEqualTo(21);
        assertThat(preview.newestRow()).isNull();

        RestoreOutcome outcome = new Restore().run(preview, BundleFixture.DOMAIN, Progress.none());

        assertThat(outcome.objectsUploaded()).isEqualTo(21);
        assertThat(installation.tables()).isEqualTo(tables);
    }

    @Test
    void needsNoSuperuser() {
        assertThat(TestPlatform.instance()
                        .superuser("postgres", "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'piprio'"))
                .isEqualTo("f|t");
    }

    // What a killed restore leaves behind, step by step, and the run after it.

    @Test
    void afterAKillBehindTheFenceTheDatabaseIsOpenedAgain() throws IOException {
        try (DatabaseSwap killed = DatabaseSwap.open(installation.access.database())) {
            killed.createScratch(killed.scratchName(STAMP), null);
            killed.fence();
        }

        assertThat(preview().interrupted()).hasSize(2);
        assertThat(preview().tables()).isEmpty();
        assertThat(settle())
                .containsExactly(
                        "database " + installation.name() + " is opened again",
                        "unfinished database " + installation.name() + "_restore_20261124t100000z is dropped");
        assertThat(installation.tables()).isEqualTo(tables);
        assertThat(installation.otherDatabases()).isEmpty();
        assertThat(settle()).isEmpty();
    }

    @Test
    void afterAKillBehindTheEndOfSessionsANewRunGoesThrough() throws IOException {
        changeEverything();
        Map<String, String> changed = installation.tables();
        try (DatabaseSwap killed = DatabaseSwap.open(installation.access.database())) {
            killed.createScratch(killed.scratchName(STAMP), null);
            killed.fence();
            killed.endSessions(killed.scratchName(STAMP));
        }

        RestoreOutcome outcome = restore();

        assertThat(outcome.said()).hasSize(2);
        assertThat(installation.tables()).isEqualTo(tables);
        assertThat(installation.otherDatabases()).containsExactly(outcome.keptDatabase());
        assertThat(installation.tables(outcome.keptDatabase())).isEqualTo(changed);
    }

    @Test
    void afterAKillBehindTheSwapNothingIsToBeRepaired() throws IOException {
        try (DatabaseSwap killed = DatabaseSwap.open(installation.access.database())) {
            killed.createScratch(killed.scratchName(STAMP), null);
            killed.swap(killed.scratchName(STAMP), killed.keptName(STAMP), () -> {});
        }

        assertThat(settle()).isEmpty();
        assertThat(installation.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(installation.tables(installation.name() + "_old_20261124t100000z"))
                .isEqualTo(tables);
    }

    @Test
    void aMissingLiveDatabaseComesBackFromTheNewestKeptOne() throws IOException {
        try (PostgresSession admin = PostgresSession.open(installation.access.database(), "postgres")) {
            String name = installation.name();
            admin.execute("CREATE DATABASE " + name + "_old_20261123t100000z");
            admin.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            admin.execute("ALTER DATABASE " + name + " RENAME TO " + name + "_old_20261124t100000z");
        }

        RestoreOutcome outcome = restore();

        assertThat(outcome.said()).hasSize(1);
        assertThat(installation.tables()).isEqualTo(tables);
        assertThat(installation.tables(outcome.keptDatabase())).isEqualTo(tables);
    }

    @Test
    void bothRenamesHappenOrNone() throws IOException {
        try (DatabaseSwap swap = DatabaseSwap.open(installation.access.database())) {
            OperatorException refusal = catchThrowableOfType(
                    OperatorException.class, () -> swap.swap("piprio_absent", swap.keptName(STAMP), () -> {}));
            assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_IN_USE);
            assertThat(refusal.found()).contains("piprio_absent");
        }

        assertThat(installation.tables()).isEqualTo(tables);
        assertThat(installation.otherDatabases()).isEmpty();
    }
}
