package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeStepsTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void areTheDocumentedOnesInTheirOrder() {
        assertThat(new UpgradeFixture(directory).steps().stream().map(Step::name))
                .containsExactly(
                        "acquire-lock",
                        "resolve-release",
                        "preflight",
                        "create-backup",
                        "pull-images",
                        "record-version",
                        "stop-scheduler",
                        "replace-api",
                        "replace-workers",
                        "start-scheduler",
                        "replace-web",
                        "reload-proxy",
                        "verify",
                        "finish");
    }

    @Test
    void neverDecreaseInImpact() {
        List<Impact> impacts =
                new UpgradeFixture(directory).steps().stream().map(Step::impact).toList();

        assertThat(impacts).isSorted();
    }

    @Test
    void takeTheBackupBeforeAnythingChanges() {
        List<Step> steps = new UpgradeFixture(directory).steps();
        List<String> harmless = steps.stream()
                .filter(step -> step.impact() == Impact.NONE)
                .map(Step::name)
                .toList();

        assertThat(harmless).contains("create-backup", "pull-images");
    }

    @Test
    void replaceWorkersOneAtATimeWithAPause() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.upgrade();

        assertThat(fixture.output).anyMatch(line -> line.contains("workers stop first"));
        fixture.assertAllOn(UpgradeFixture.TARGET);
    }
}
