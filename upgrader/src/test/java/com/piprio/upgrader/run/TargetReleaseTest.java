package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.release.FetchedRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetReleaseTest {
    private static final FetchedRelease FETCHED =
            FixtureReleases.renaming(UpgradeFixture.TARGET, Map.of("release.yaml", "its text", "haproxy.cfg", "proxy"));

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;

    @BeforeEach
    void anInstallation() {
        fixture = new UpgradeFixture(directory);
    }

    private Path kept() {
        return fixture.installation.releaseFiles(UpgradeFixture.TARGET);
    }

    private void resolve(FetchedRelease release) {
        new TargetRelease(fixture.installation, fixture.world.ports(), release).resolve();
    }

    @Test
    void keepsTheFilesOfAReleaseThatFits() {
        resolve(FETCHED);

        assertThat(kept().resolve("release.yaml")).hasContent("its text");
        assertThat(kept().resolve("haproxy.cfg")).hasContent("proxy");
    }

    @Test
    void keepsNothingOfAReleaseThatDoesNotFit() {
        fixture.world.platform.replaceHost(1024);

        assertThatThrownBy(() -> resolve(FixtureReleases.larger(FETCHED)))
                .isInstanceOfSatisfying(OperatorException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.INSTALLATION_UNFIT));

        assertThat(Files.exists(kept())).isFalse();
    }
}
