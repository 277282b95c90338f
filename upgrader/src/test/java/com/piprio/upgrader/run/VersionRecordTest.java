package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.plan.SettingChanges.Rename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upgrade writes into {@code .env} beside its release, and what a way back makes of it. */
class VersionRecordTest {
    @TempDir
    private Path directory;

    private UpgradeFixture fixture;
    private Run run;
    private VersionRecord record;
    private String source;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new UpgradeFixture(directory);
        // No line break at the end, and a key that is there without a value.
        source = text() + "PIPRIO_SALT=\nLAST=1";
        Files.writeString(fixture.installation.environmentFile(), source);
        run = fixture.newRun(with(
                fixture.plan(),
                new SettingChanges(
                        List.of(new Rename("PIPRIO_COLOUR", "PIPRIO_COLOR")),
                        List.of("PIPRIO_SALT", "PIPRIO_PEPPER"))));
        record = new VersionRecord(run);
        Path kept = Files.createDirectories(fixture.installation.releaseFiles(UpgradeFixture.TARGET));
        Files.writeString(kept.resolve("docker-compose.onprem.yml"), "compose of 1.5.0");
    }

    private static Plan with(Plan plan, SettingChanges settings) {
        return new Plan(
                plan.run(),
                plan.source(),
                plan.target(),
                plan.applied(),
                plan.pending(),
                plan.bundle(),
                plan.cutover(),
                plan.images(),
                settings,
                plan.goal(),
                plan.adopts());
    }

    private String text() throws IOException {
        return Files.readString(fixture.installation.environmentFile());
    }

    private Path before() {
        return fixture.installation.environmentBefore(run.plan().run());
    }

    @Test
    void renamesAndFillsInAndKeepsTheOldFile() throws IOException {
        record.nameTarget();

        EnvFile target = fixture.installation.environment();
        assertThat(text()).contains("# as on our walls\nPIPRIO_COLOR='sky blue'  # since spring\n");
        assertThat(target.keys()).doesNotContain("PIPRIO_COLOUR");
        assertThat(target.require("PIPRIO_SALT")).matches("[0-9a-f]{48}");
        assertThat(target.require("PIPRIO_PEPPER")).isNotEqualTo(target.require("PIPRIO_SALT"));
        assertThat(before()).hasContent(source);
    }

    @Test
    void doesNotGenerateAgain() throws IOException {
        record.nameTarget();
        String target = text();
        record.nameTarget();

        assertThat(text()).isEqualTo(target);
    }

    @Test
    void theWayBackIsExactByteByByte() throws IOException {
        record.nameTarget();
        record.nameSource();

        assertThat(text()).isEqualTo(source);
        assertThat(before()).doesNotExist();
        record.nameSource();
        assertThat(text()).isEqualTo(source);
    }

    @Test
    void theWayBackKeepsWhatTheOperatorWroteSince() throws IOException {
        record.nameTarget();
        fixture.installation
                .environment()
                .with("PIPRIO_LOG_LEVEL", "DEBUG")
                .write(fixture.installation.environmentFile());
        record.nameSource();

        assertThat(text()).contains("PIPRIO_VERSION=1.4.0\n", "PIPRIO_COLOUR='sky blue'", "PIPRIO_LOG_LEVEL=DEBUG\n");
        assertThat(fixture.installation.environment().keys()).doesNotContain("PIPRIO_COLOR", "PIPRIO_PEPPER");
    }

    /** Killed between the copy beside and the move. */
    @Test
    void goesOnAndBackFromWhereItWasKilled() throws IOException {
        record.nameTarget();
        Files.writeString(fixture.installation.environmentFile(), source);
        record.nameSource();
        assertThat(text()).isEqualTo(source);

        Files.writeString(before(), source);
        record.nameTarget();
        assertThat(fixture.installation.environment().keys()).contains("PIPRIO_COLOR");
    }

    @Test
    void whatWasKeptBesideStaysAsItIs() throws IOException {
        record.nameTarget();
        Files.writeString(before(), "# compared on Monday");

        record.nameTarget();

        assertThat(before()).hasContent("# compared on Monday");
    }

    @Test
    void whatCannotBeTakenAwayIsNamed() throws IOException {
        Files.createDirectories(before().resolve("of somebody"));

        assertThatThrownBy(() -> record.nameSource()).isInstanceOfSatisfying(OperatorException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
            assertThat(problem.expected()).isEqualTo(before().toString());
        });
    }

    @Test
    void keepsNothingBesideWhereOnlyTheReleaseChanges() throws IOException {
        Run plain = fixture.newRun(with(run.plan(), SettingChanges.NONE));
        new VersionRecord(plain).nameTarget();

        assertThat(before()).doesNotExist();
        assertThat(text()).isEqualTo(source.replace("1.4.0", "1.5.0"));
    }

    @Test
    void whereNothingWasSavedOnlyTheReleaseIsNamedAgain() throws IOException {
        fixture.installation
                .environment()
                .with("PIPRIO_VERSION", "1.5.0")
                .write(fixture.installation.environmentFile());
        String compose = Files.readString(fixture.installation.composeFile());

        record.nameSource();

        assertThat(text()).isEqualTo(source.replace("PIPRIO_SALT=\n", ""));
        assertThat(fixture.installation.composeFile()).hasContent(compose);
    }

    @Test
    void theFilesOfTheSourceAreSavedOnceAndComeBack() throws IOException {
        record.nameTarget();
        assertThat(fixture.installation.composeFile()).hasContent("compose of 1.5.0");
        Files.writeString(fixture.installation.proxyConfiguration(), "proxy of 1.5.0");

        record.nameTarget();

        assertThat(record.sourceProxyConfiguration()).isEqualTo("proxy of 1.4.0");
        record.nameSource();
        assertThat(fixture.installation.composeFile()).hasContent("compose of 1.4.0");
        assertThat(text()).isEqualTo(source);
    }

    @Test
    void theProxyConfigurationOfTheSourceIsThePresentOneUntilItWasSaved() throws IOException {
        assertThat(record.sourceProxyConfiguration()).isEqualTo("proxy of 1.4.0");
        Path target = fixture.installation.releaseFiles(UpgradeFixture.TARGET).resolve("haproxy.cfg");
        Files.writeString(target, "proxy of 1.5.0");
        assertThat(record.targetProxyConfiguration()).isEqualTo("proxy of 1.5.0");

        Files.delete(target);
        assertThatThrownBy(() -> record.targetProxyConfiguration())
                .isInstanceOfSatisfying(OperatorException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
                    assertThat(problem.expected()).isEqualTo(target.toString());
                });
    }

    @Test
    void aReleaseWithoutItsComposeFileIsNotNamed() throws IOException {
        Files.delete(fixture.installation.releaseFiles(UpgradeFixture.TARGET).resolve("docker-compose.onprem.yml"));

        assertThatThrownBy(() -> record.nameTarget()).isInstanceOf(OperatorException.class);

        assertThat(text()).isEqualTo(source);
    }

    /** Killed while it saved. */
    @Test
    void whatWasHalfSavedIsSavedAgain() throws IOException {
        Path saved = fixture.installation.savedBy(run.plan().run());
        Path half = Files.createDirectories(saved.resolveSibling(saved.getFileName() + ".partial"));
        Files.writeString(half.resolve(".env"), "HALF=1");

        record.nameTarget();
        record.nameSource();

        assertThat(text()).isEqualTo(source);
    }
}
