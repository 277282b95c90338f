package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore is refused for before it stops or changes anything, on a real PostgreSQL. */
class RestoreGuardsIT {
    @TempDir
    Path folder;

    private TestInstallation installation;
    private Bundle bundle;

    private void installAndBackUp() throws IOException {
        installation = TestInstallation.in(folder);
        backUp();
    }

    private void backUp() {
        bundle = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
    }

    private OperatorException refusal() throws IOException {
        Map<String, Object> before = installation.state();
        OperatorException refusal = refusalOf(this::preview);
        assertThat(installation.state()).isEqualTo(before);
        return refusal;
    }

    private static OperatorException refusalOf(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private void superuser(String sql) {
        TestPlatform.instance().superuser(installation.name(), sql);
    }

    @Test
    void aDirectoryOfBundlesThatOthersMayWriteTo() throws IOException {
        installAndBackUp();
        Files.setPosixFilePermissions(installation.access.backups(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(refusal().problem()).contains("others than its owner may put bundles there");
    }

    @Test
    void aSubscriptionOfTheLiveDatabase() throws IOException {
        installAndBackUp();
        superuser("CREATE SUBSCRIPTION from_elsewhere CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p"
                + " WITH (connect = false)");

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_IN_USE);
        assertThat(refusal.found()).isEqualTo("from_elsewhere");
    }

    @Test
    void anExtensionThatOnlyASuperuserMayMake() throws IOException {
        installation = TestInstallation.in(folder);
        superuser("CREATE EXTENSION dblink");
        backUp();

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        assertThat(refusal.found()).contains("dblink");
    }

    @Test
    void theServerIsAskedForWhatTheDumpNeeds() throws IOException {
        installAndBackUp();
        PostgresTools tools = new PostgresTools(installation.access);
        assertThat(tools.encoding(bundle.content(BundleLayout.DUMP))).isEqualTo("UTF8");
        assertThat(tools.extensions(bundle.content(BundleLayout.DUMP))).isEmpty();
        try (PostgresSession session = PostgresSession.open(installation.access.database(), "postgres")) {
            ServerFit fit = new ServerFit(session);
            assertThatCode(() -> {
                        fit.requireMajor("17.1");
                        fit.requireMajor("16.9 (Debian)");
                        fit.requireExtensions(Set.of("pgcrypto"));
                        fit.requireEncoding("UTF8", installation.name());
                        fit.requireEncoding("UTF8", "piprio_absent");
                    })
                    .doesNotThrowAnyException();
            assertThat(refusalOf(() -> fit.requireMajor("18.0")).code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
            assertThat(refusalOf(() -> fit.requireExtensions(Set.of("pgcrypto", "no_such_thing")))
                            .found())
                    .isEqualTo("missing, or only for a superuser: no_such_thing");
            assertThat(refusalOf(() -> fit.requireEncoding("LATIN1", installation.name()))
                            .code())
                    .isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        }
    }

    @Test
    void aLocaleThatTheServerDoesNotHave() throws IOException {
        installAndBackUp();
        DatabaseLocale own = bundle.manifest().locale();
        assertThat(own).isEqualTo(BundleFixture.LOCALE);
        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.LIBC, "xx_XX.utf8", "xx_XX.utf8", null, "2.41"));

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        assertThat(refusal.expected()).isEqualTo("the locale libc xx_XX.utf8");
        assertThat(refusal.found()).contains("xx_XX.utf8");

        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.BUILTIN, "C.UTF-8", "C.UTF-8", "de_DE", "1"));
        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);

        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.BUILTIN, "xx_XX", "xx_XX", "C.UTF-8", "1"));
        assertThat(refusal().expected()).isEqualTo("the locale libc xx_XX");
    }

    @Test
    void anEncodingThatOnlyTheManifestNames() throws IOException {
        installAndBackUp();
        sealedWith(new DatabaseLocale("LATIN1", DatabaseLocale.Provider.LIBC, "C", "C", null, null));

        OperatorException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        assertThat(refusal.found()).isEqualTo("LATIN1");
    }

    @Test
    void anotherVersionOfTheRulesIsSaidAndRefusesNothing() throws IOException {
        installAndBackUp();
        assertThat(preview().warnings()).isEmpty();

        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.BUILTIN, "C.UTF-8", "C.UTF-8", "C.UTF-8", "0"));
        assertThat(preview().warnings()).singleElement().asString().contains("version 0", "No REINDEX");

        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.LIBC, "C.UTF-8", "C.UTF-8", null, null));
        assertThat(preview().warnings()).singleElement().asString().contains("libc C.UTF-8", "builtin C.UTF-8");

        Resealing.seal(bundle, old -> ManifestEdit.of(old).format(2).done());
        assertThat(preview().warnings()).singleElement().asString().contains("does not say how its database sorted");
    }

    @Test
    void theRestoredDatabaseSortsAsTheDumpedOneDid() throws IOException {
        installAndBackUp();
        sealedWith(new DatabaseLocale("UTF8", DatabaseLocale.Provider.ICU, "C.UTF-8", "C.UTF-8", "de-AT", null));

        new Restore().run(preview(), BundleFixture.DOMAIN, Progress.none());

        assertThat(installation.value("SELECT datlocprovider::text || ' ' || datlocale FROM pg_database"
                        + " WHERE datname = current_database()"))
                .isEqualTo("i de-AT");
        assertThat(installation.value("SELECT datcollversion = pg_database_collation_actual_version(oid)"
                        + " FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("t");
        // What the next bundle says of it is what it is.
        Bundle next = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-25T08:15:00Z")), installation.access, Progress.none());
        assertThat(next.manifest().locale().inWords()).isEqualTo("icu de-AT");
    }

    private void sealedWith(DatabaseLocale locale) throws IOException {
        Resealing.seal(bundle, old -> ManifestEdit.of(old).locale(locale).done());
    }

    private RestorePreview preview() {
        return new Restore()
                .preview(bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
    }

    @Test
    void aPreparedTransactionAndALogicalSlot() {
        TestPlatform.instance();
        DatabaseAccess database =
                TestPlatform.separateDatabase(List.of("max_prepared_transactions = 2", "wal_level = logical"));
        try (PostgresSession session = PostgresSession.open(database, "postgres")) {
            SwapObstacles obstacles = new SwapObstacles(session, "piprio");
            assertThatCode(() -> {
                        obstacles.requireNoPreparedTransaction();
                        obstacles.requireNoLogicalSlot();
                        obstacles.requireNoSubscription();
                    })
                    .doesNotThrowAnyException();

            // In this order: a new slot waits for the end of every transaction, also of a prepared one.
            TestPlatform.superuser(
                    database.container(), "piprio", "SELECT pg_create_logical_replication_slot('reports', 'pgoutput')");
            TestPlatform.superuser(
                    database.container(),
                    "piprio",
                    "BEGIN; CREATE TABLE half (id int); PREPARE TRANSACTION 'left over'");

            assertThat(refusalOf(obstacles::requireNoPreparedTransaction).found())
                    .isEqualTo("left over");
            assertThat(refusalOf(obstacles::requireNoLogicalSlot).found()).isEqualTo("reports");
        }
    }
}
