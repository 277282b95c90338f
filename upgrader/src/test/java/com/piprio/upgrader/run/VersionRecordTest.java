package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EnvFile;
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
        Plan plan = fixture.plan();
        run = fixture.newRun(new Plan(
                plan.run(),
                plan.source(),
                plan.target(),
                plan.applied(),
                plan.pending(),
                plan.bundle(),
                plan.cutover(),
                plan.images(),
                new SettingChanges(
                        List.of(new Rename("PIPRIO_COLOUR", "PIPRIO_COLOR")), List.of("PIPRIO_SALT", "PIPRIO_PEPPER")),
                plan.goal()));
        record = new VersionRecord(run);
        Path kept = Files.createDirectories(fixture.installation.releaseFiles(UpgradeFixture.TARGET));
        Files.writeString(kept.resolve("docker-compose.onprem.yml"), "compose of 1.5.0");
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
    void keepsNothingBesideWhereOnlyTheReleaseChanges() throws IOException {
        Plan plan = run.plan();
        Run plain = fixture.newRun(new Plan(
                plan.run(),
                plan.source(),
                plan.target(),
                plan.applied(),
                plan.pending(),
                plan.bundle(),
                plan.cutover(),
                plan.images(),
                SettingChanges.NONE,
                plan.goal()));
        new VersionRecord(plain).nameTarget();

        assertThat(before()).doesNotExist();
        assertThat(text()).isEqualTo(source.replace("1.4.0", "1.5.0"));
    }
}
