package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeBackIT {
    @TempDir
    Path folder;

    private TestInstallation installation;
    private Bundle bundle;

    @BeforeEach
    void installAndBackUp() throws IOException {
        installation = TestInstallation.in(folder);
        bundle = new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
    }

    private RestoreOutcome restore(SafetyBundle safety) {
        RestorePreview preview = new Restore()
                .preview(bundle.directory(), installation.access, TestInstallation.NEWEST_SCHEMA, Progress.none());
        return new Restore().run(preview, BundleFixture.DOMAIN, safety, Progress.none());
    }

    private List<String> takeBack() {
        return takeBack(BundleFixture.DOMAIN, TestInstallation.NEWEST_SCHEMA);
    }

    private List<String> takeBack(String domain, String schema) {
        return new Restore().takeBack(installation.access, schema, domain, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::takeBack);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void bringsBackDatabaseObjectsAndEnvironmentOfBefore() throws IOException {
        installation.changeEverything();
        Map<String, Object> changed = installation.contents();
        restore(SafetyBundle.REQUIRED);
        Map<String, Object> restored = installation.contents();
        assertThat(restored.get("environment")).isNotEqualTo(changed.get("environment"));

        TakeBackPreview preview = new Restore().previewTakeBack(installation.access, TestInstallation.NEWEST_SCHEMA);
        assertThat(preview.bundle()).isEqualTo(bundle.id());
        assertThat(preview.done()).isFalse();
        assertThat(preview.objects()).isEqualTo(1);
        assertThat(preview.tables()).contains(new TableChange("documents", 20, 16), new TableChange("newer", 0, 3));
        assertThat(installation.contents()).isEqualTo(restored);

        takeBack();
        assertThat(installation.contents()).isEqualTo(changed);

        takeBack();
        assertThat(installation.contents()).isEqualTo(changed);
        assertThat(new Restore()
                        .previewTakeBack(installation.access, TestInstallation.NEWEST_SCHEMA)
                        .done())
                .isTrue();
    }

    @Test
    void isRefusedWhereNothingWasRestoredAndOnceItWasFinalized() throws IOException {
        assertThat(refusal().code()).isEqualTo(ErrorCode.NO_RESTORE);
        assertThat(refusal().found()).isEqualTo("no restore has replaced anything here");

        restore(SafetyBundle.REQUIRED);
        new Restore().finalizeRestore(installation.access);

        Map<String, Object> before = installation.contents();
        assertThat(refusal().code()).isEqualTo(ErrorCode.NO_RESTORE);
        assertThat(refusal().found()).contains(bundle.id().value(), "finalized");
        assertThat(installation.contents()).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".env.pre-"));
        }
    }

    @Test
    void isRefusedForAWrongDomainAndForASchemaThatTheReleaseCannotRead() throws IOException {
        installation.changeEverything();
        installation.sql("INSERT INTO flyway_schema_history VALUES (7, '1.5.0.1', true)");
        restore(SafetyBundle.REQUIRED);
        Map<String, Object> before = installation.contents();

        for (String typed : List.of("", "other.example.com", BundleFixture.DOMAIN + ".")) {
            assertThat(catchThrowableOfType(
                                    OperatorException.class, () -> takeBack(typed, TestInstallation.NEWEST_SCHEMA))
                            .code())
                    .isEqualTo(ErrorCode.DOMAIN_WRONG);
        }
        assertThat(refusal().code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        assertThat(installation.contents()).isEqualTo(before);

        takeBack(BundleFixture.DOMAIN, "1.5.0.1");
        assertThat(installation.value("SELECT count(*) FROM documents")).isEqualTo("16");
    }

    @Test
    void aLiveDatabaseThatCannotBeReadNeedsTheOptionAndIsKeptAllTheSame() throws IOException {
        installation.sql("INSERT INTO documents (name, object_key) VALUES ('lost', 'documents/nowhere')");
        Map<String, Object> before = installation.contents();

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> restore(SafetyBundle.REQUIRED));
        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal.remedy()).contains("--without-safety-bundle");
        assertThat(installation.contents()).isEqualTo(before);

        RestoreOutcome outcome = restore(SafetyBundle.MAY_BE_UNREADABLE);
        assertThat(outcome.safetyBundle()).isNull();
        assertThat(outcome.said()).anyMatch(line -> line.contains("no safety bundle"));
        assertThat(installation.value("SELECT count(*) FROM documents")).isEqualTo("20");

        takeBack();
        assertThat(installation.contents()).isEqualTo(before);
    }
}
