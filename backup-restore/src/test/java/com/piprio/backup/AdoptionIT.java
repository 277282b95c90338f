package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation moves to another host: its bundle replaces the data there, and who is who stays as it is. */
class AdoptionIT {
    private static final String NEW_ID = "0b7a3c52-4d5e-4f19-9c11-8d1f6f1f2a33";
    private static final String NEW_DOMAIN = "new.example.com";

    @TempDir
    Path folder;

    private TestInstallation there;
    private TestInstallation here;
    private InstallationAccess hereAccess;
    private Path bundle;
    private Map<String, String> tables;

    @BeforeEach
    void aBundleComesFromThere() throws IOException {
        there = TestInstallation.in(Files.createDirectory(folder.resolve("there")));
        environment("there", BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "known-to-clients", "old-password");
        here = TestInstallation.in(Files.createDirectory(folder.resolve("here")));
        environment("here", NEW_ID, NEW_DOMAIN, "made-by-the-install", "new-password");
        hereAccess = here.as(NEW_ID, NEW_DOMAIN);
        hereAccess.keys().createIfMissing(hereAccess.backups());
        there.sql("UPDATE documents SET name = 'of the other' WHERE id <= 3");
        there.put("documents/7", "of the other");
        tables = there.tables();
        Bundle made = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), there.access, Progress.none());
        DurableFiles.createDirectoryIfMissing(hereAccess.backups());
        bundle = hereAccess.backups().resolve(made.id().value());
        copy(made.directory(), bundle);
    }

    private void environment(String name, String id, String domain, String token, String password) throws IOException {
        String text = "PIPRIO_VERSION=1.4.0\nPIPRIO_DEPLOYMENT_ID=" + id + "\nPIPRIO_DOMAIN=" + domain
                + "\nPIPRIO_API_TOKEN=" + token + "\nPIPRIO_DB_PASSWORD=" + password + "\n";
        Files.writeString(folder.resolve(name).resolve(".env"), text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void trustTheKeyOfThere() {
        hereAccess.keys().trustKey(folder.resolve("there").resolve(BundleKeys.PUBLIC));
    }

    private RestorePreview preview(Adoption adoption) {
        return new Restore().preview(bundle, hereAccess, TestInstallation.NEWEST_SCHEMA, adoption, Progress.none());
    }

    private ErrorCode refusal(Adoption adoption) throws IOException {
        Map<String, Object> before = here.contents();
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> preview(adoption));
        assertThat(refusal).isNotNull();
        assertThat(here.contents()).isEqualTo(before);
        return refusal.code();
    }

    @Test
    void isRefusedUntilKeyAndInstallationAreNamed() throws IOException {
        Adoption right = new Adoption(BundleFixture.DEPLOYMENT);
        assertThat(refusal(right)).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);

        trustTheKeyOfThere();
        assertThat(refusal(Adoption.NONE)).isEqualTo(ErrorCode.BUNDLE_FOREIGN);
        assertThat(refusal(new Adoption(NEW_ID))).isEqualTo(ErrorCode.ADOPTION_WRONG);

        RestorePreview preview = preview(right);
        OperatorException typed = catchThrowableOfType(
                OperatorException.class, () -> new Restore().run(preview, BundleFixture.DOMAIN, Progress.none()));
        assertThat(typed.code()).isEqualTo(ErrorCode.DOMAIN_WRONG);
        assertThat(here.otherDatabases()).isEmpty();
    }

    @Test
    void aChangedBundleIsNotAdopted() throws IOException {
        trustTheKeyOfThere();
        BundleFixture.flip(bundle.resolve(BundleLayout.DUMP));

        assertThat(refusal(new Adoption(BundleFixture.DEPLOYMENT))).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void theDataComesAndTheInstallationStaysWhoItIs() throws IOException {
        Map<String, Object> before = here.contents();
        trustTheKeyOfThere();

        RestoreOutcome outcome =
                new Restore().run(preview(new Adoption(BundleFixture.DEPLOYMENT)), NEW_DOMAIN, Progress.none());

        assertThat(here.tables()).isEqualTo(tables);
        assertThat(here.objects()).containsAllEntriesOf(there.objects());
        assertThat(here.environment())
                .contains(
                        "PIPRIO_DEPLOYMENT_ID=" + NEW_ID,
                        "PIPRIO_DOMAIN=" + NEW_DOMAIN,
                        "PIPRIO_DB_PASSWORD=new-password",
                        "PIPRIO_API_TOKEN=known-to-clients");
        Path safety = hereAccess.backups().resolve(outcome.safetyBundle().value());
        Bundle own = new BundleVerifier(hereAccess).verify(safety, Progress.none());
        assertThat(own.manifest().deploymentId()).isEqualTo(NEW_ID);
        assertThat(own.signer()).isEqualTo(hereAccess.keys().signing().toString());

        new Restore().takeBack(hereAccess, TestInstallation.NEWEST_SCHEMA, NEW_DOMAIN, Progress.none());
        assertThat(here.tables()).isEqualTo(before.get("tables"));
        assertThat(here.environment()).isEqualTo(before.get("environment"));
    }
}
