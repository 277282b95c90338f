package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
    private static final BundleId ID = BundleId.at(Instant.parse("2026-11-24T08:15:00Z"));

    @TempDir
    Path folder;

    private TestInstallation installation;

    @BeforeEach
    void install() throws IOException {
        installation = TestInstallation.in(folder);
    }

    private Bundle backUp() {
        return new BackupCreator().create(ID, installation.access, Progress.none());
    }

    private List<String> backups() throws IOException {
        try (var files = Files.list(installation.access.backups())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void makesABundleThatSaysWhatIsInIt() throws IOException {
        Files.createDirectories(installation.access.backups().resolve("piprio_20200101T000000Z.partial/objects"));

        Bundle bundle = backUp();

        assertThat(backups()).containsExactly(ID.value());
        assertThat(bundle.level()).isEqualTo(VerificationLevel.DECODED);
        Manifest manifest = bundle.manifest();
        assertThat(manifest.schemaVersion()).isEqualTo("1.4.0.2");
        assertThat(manifest.postgresVersion()).startsWith("17.");
        assertThat(manifest.rowCounts())
                .containsEntry("documents", 20L)
                .containsEntry("exports", 2L)
                .containsEntry("Odd \"table", 2L)
                .containsEntry("flyway_schema_history", 5L)
                .hasSize(4);
        assertThat(manifest.objectCount()).isEqualTo(21);
        assertThat(manifest.dump()).isNotNull();
        assertThat(manifest.dump().decodedBytes()).isBetween(1_000L, 1_000_000L);
        assertThat(manifest.dump().locale()).isEqualTo(BundleFixture.LOCALE);
        assertThat(bundle.configurationText(".env")).contains("PIPRIO_VERSION=1.4.0\nPIPRIO_API_TOKEN=token\n");
        assertThat(bundle.configurationText(BundleKeys.PUBLIC))
                .contains(Files.readString(folder.resolve(BundleKeys.PUBLIC)));
        assertThat(bundle.signer()).startsWith("ed25519:");
        try (var files = Files.walk(bundle.directory())) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
        BackupEstimate estimate = new BackupCreator().estimate(installation.access);
        assertThat(estimate.objectBytes()).isEqualTo(manifest.objectBytes());
        assertThat(estimate.bytesNeeded()).isGreaterThan(manifest.databaseBytes());
    }

    @Test
    void hasEveryNamedObjectAlthoughWritersGoOn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> written = writer.submit(() -> {
                int number = 0;
                while (!stop.get()) {
                    installation.addDocument("during/" + number, "content " + number);
                    number++;
                }
                return number;
            });
            Bundle bundle = backUp();
            stop.set(true);

            assertThat(written.get(30, TimeUnit.SECONDS)).isPositive();
            Manifest manifest = bundle.manifest();
            // One object per document and one export; objects stored after the snapshot may be there too.
            assertThat(manifest.objectCount())
                    .isGreaterThanOrEqualTo(manifest.rowCounts().get("documents") + 1);
            assertThat(Long.parseLong(installation.value("SELECT count(*) FROM documents")))
                    .isGreaterThan(manifest.rowCounts().get("documents"));

            // Dump and counts come from one snapshot: the restore compares them.
            Restore restore = new Restore();
            restore.run(
                    restore.preview(
                            bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none()),
                    BundleFixture.DOMAIN,
                    Progress.none());
            assertThat(installation.value("SELECT count(*) FROM documents"))
                    .isEqualTo(String.valueOf(manifest.rowCounts().get("documents")));
        } finally {
            stop.set(true);
            writer.shutdownNow();
        }
    }

    @Test
    void theNextBundleSharesWhatDidNotChangeAndOutlivesTheOneBefore() throws IOException {
        Bundle first = backUp();
        new BundleStates(installation.access.backups()).verified(first.id(), first.level(), Instant.now());
        installation.put("documents/7", "overwritten");
        installation.addDocument("documents/new", "a new one");

        BundleId id = BundleId.at(Instant.parse("2026-11-25T08:15:00Z"));
        Bundle second = new BackupCreator().create(id, installation.access, Progress.none());

        assertThat(second.level()).isEqualTo(VerificationLevel.DECODED);
        assertThat(second.manifest().objectCount()).isEqualTo(22);
        assertThat(names(second)).containsEntry(2, 20L).containsEntry(1, 2L);
        new Bundles(installation.access.backups()).remove(first.id());
        assertThat(names(second)).containsEntry(1, 22L);
        assertThat(new BundleVerifier(installation.access)
                        .verify(second.directory(), Progress.none())
                        .level())
                .isEqualTo(VerificationLevel.DECODED);
    }

    /** How many blobs have how many names. */
    private static Map<Integer, Long> names(Bundle bundle) throws IOException {
        Map<Integer, Long> names = new TreeMap<>();
        try (var files = Files.walk(bundle.file("objects"), 2)) {
            for (Path file : files.filter(
                            file -> Sha256.wellFormed(file.getFileName().toString()))
                    .toList()) {
                names.merge((Integer) Files.getAttribute(file, "unix:nlink"), 1L, Long::sum);
            }
        }
        return names;
    }

    @Test
    void refusesWhenANamedObjectIsMissingAndLeavesNothing() throws IOException {
        installation.sql("INSERT INTO documents (name, object_key) VALUES ('lost', E'documents/lo\\nst')");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal.found()).contains("'documents/lo?st'");
        assertThat(backups()).isEmpty();
    }

    @Test
    void refusesWhenTheDiskIsTooSmall() throws IOException {
        try (FakeObjectStore huge = new FakeObjectStore()) {
            huge.objects.put("a", "small".getBytes(StandardCharsets.UTF_8));
            huge.pretendedSize = 1L << 50;
            InstallationAccess access = installation.with(huge.access());

            OperatorException refusal = catchThrowableOfType(
                    OperatorException.class, () -> new BackupCreator().create(ID, access, Progress.none()));

            assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_LOW);
            assertThat(refusal.expected()).contains("PiB");
            assertThat(backups()).isEmpty();
        }
    }

    @Test
    void leavesNothingWhenAConfigurationFileIsMissing() throws IOException {
        Files.delete(folder.resolve(".env"));

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(refusal.problem()).contains(".env");
        assertThat(backups()).isEmpty();
    }

    @Test
    void neverOverwritesABundle() {
        backUp();

        assertThat(catchThrowableOfType(OperatorException.class, this::backUp).code())
                .isEqualTo(ErrorCode.FILE_UNWRITABLE);
    }

    @Test
    void noticesADumpThatPostgresCannotReadAlthoughHashesFit() throws IOException {
        Bundle bundle = backUp();
        Path dump = bundle.file(BundleLayout.DUMP);
        byte[] whole = Files.readAllBytes(dump);
        for (int length : List.of(5, whole.length / 2, whole.length - 4)) {
            Files.write(dump, java.util.Arrays.copyOf(whole, length));
            seal(bundle);
            assertThat(refusalOf(bundle).problem()).contains(BundleLayout.DUMP);
        }
    }

    @Test
    void noticesTheDumpOfAnotherDatabase() throws IOException {
        Bundle bundle = backUp();
        installation.sql("CREATE TABLE more (id int)", "DROP TABLE \"Odd \"\"table\"");
        Bundle other = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-25T00:00:00Z")), installation.access, Progress.none());
        Files.write(bundle.file(BundleLayout.DUMP), Files.readAllBytes(other.file(BundleLayout.DUMP)));
        seal(bundle);

        OperatorException refusal = refusalOf(bundle);

        assertThat(refusal.problem()).contains("other tables");
        assertThat(refusal.found()).contains("more");
        assertThat(refusal.expected()).contains("Odd \"table");
    }

    private OperatorException refusalOf(Bundle bundle) {
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> new BundleVerifier(installation.access)
                        .verify(bundle.directory(), Progress.none()));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static void seal(Bundle bundle) throws IOException {
        Resealing.seal(bundle, manifest -> manifest);
    }
}
