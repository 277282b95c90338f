package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted bundle is made, proven, drilled and restored like any other, and opens with its passphrase only. */
class EncryptedBundleIT {
    @TempDir
    Path folder;

    private TestInstallation installation;
    private Bundle bundle;

    @BeforeEach
    void installAndBackUp() throws IOException {
        installation = TestInstallation.in(folder);
        passphrase("correct horse battery staple");
        bundle = backUp("2026-11-24T08:15:00Z");
    }

    private void passphrase(String line) throws IOException {
        Path file = folder.resolve(BundleEncryption.PASSPHRASE);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        DurableFiles.write(file, BundleFixture.bytes(line + "\n"));
    }

    private Bundle backUp(String moment) {
        Bundle made =
                new BackupCreator().create(BundleId.at(Instant.parse(moment)), installation.access, Progress.none());
        new BundleStates(installation.access.backups()).verified(made.id(), made.level(), Instant.now());
        return made;
    }

    private RestorePreview preview() {
        return new Restore()
                .preview(bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
    }

    @Test
    void isDrilledAndBringsEverythingBackAlsoAsASafetyBundle() throws IOException {
        Map<String, Object> before = installation.contents();
        assertThat(bundle.level()).isEqualTo(VerificationLevel.DECODED);
        assertThat(bundle.manifest().encrypted()).isTrue();
        DrillReport drill = new Drill().run(bundle.directory(), installation.access, Progress.none());
        assertThat(drill.objects()).isEqualTo(21);
        installation.changeEverything();
        installation.removeObject("documents/8");

        RestoreOutcome outcome = new Restore().run(preview(), BundleFixture.DOMAIN, Progress.none());

        assertThat(installation.tables()).isEqualTo(before.get("tables"));
        assertThat(installation.objects()).containsAllEntriesOf(TestInstallation.texts(before.get("objects")));
        assertThat(installation.environment()).isEqualTo(before.get("environment"));
        assertThat(outcome.objectsReplaced()).isEqualTo(1);
        Path safety =
                installation.access.backups().resolve(outcome.safetyBundle().value());
        assertThat(new BundleVerifier(installation.access)
                        .verify(safety, Progress.none())
                        .manifest()
                        .encrypted())
                .isTrue();
    }

    @Test
    void noByteOfItIsReadableAndUnchangedContentsAreShared() throws IOException {
        Bundle second = backUp("2026-11-25T08:15:00Z");

        int shared = 0;
        try (Stream<Path> files = Files.walk(second.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("content of document", "PGDMP", "PIPRIO_API_TOKEN");
                shared += (Integer) Files.getAttribute(file, "unix:nlink") > 1 ? 1 : 0;
            }
        }
        assertThat(shared).isEqualTo(21);
        assertThat(second.level()).isEqualTo(VerificationLevel.DECODED);
    }

    @Test
    void comesBackWithATypedPassphraseAndTheNextBundlesAreReadable() throws IOException {
        Map<String, Object> before = installation.contents();
        installation.changeEverything();
        Files.delete(folder.resolve(BundleEncryption.PASSPHRASE));
        List<String> questions = new ArrayList<>();
        InstallationAccess typing = installation.with(new BundleKeys(folder, question -> {
            questions.add(question);
            return Optional.of("correct horse battery staple".toCharArray());
        }));
        Restore restore = new Restore();

        RestorePreview preview =
                restore.preview(bundle.directory(), typing, TestInstallation.NEWEST_SCHEMA, Progress.none());
        RestoreOutcome outcome = restore.run(preview, BundleFixture.DOMAIN, Progress.none());

        assertThat(questions).hasSize(1);
        assertThat(preview.warnings()).singleElement().asString().contains("new ones here are not");
        assertThat(installation.tables()).isEqualTo(before.get("tables"));
        Path safety = typing.backups().resolve(outcome.safetyBundle().value());
        assertThat(new BundleVerifier(installation.access)
                        .verify(safety, Progress.none())
                        .manifest()
                        .encrypted())
                .isFalse();
    }

    @Test
    void isRefusedWithAnotherPassphraseBeforeAnything() throws IOException {
        Map<String, Object> before = installation.contents();
        passphrase("another horse battery staple");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::preview);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_LOCKED);
        assertThat(refusal).hasMessageNotContaining("horse");
        assertThat(installation.contents()).isEqualTo(before);
    }
}
