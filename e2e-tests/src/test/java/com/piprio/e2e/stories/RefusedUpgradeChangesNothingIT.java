package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Registry;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Upgrades that must not start: each is refused with a code and a remedy, and changes nothing at all. */
@Scenario
class RefusedUpgradeChangesNothingIT {

    private final Platform platform;
    private Installation installation;
    private Snapshot before;

    RefusedUpgradeChangesNothingIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.shared("1.4.0");
        before = Snapshot.of(installation);
    }

    private void refuses(String code, String... arguments) {
        installation.upgrade(arguments).expectRefusal(code);
        before.expectUnchanged(installation);
    }

    @Test
    void aDowngrade() {
        refuses("UPG-303", "1.3.0");
    }

    @Test
    void anUnknownRelease() {
        refuses("UPG-301", "9.9.9");
    }

    @Test
    void aMalformedRelease() {
        refuses("UPG-301", "newest");
    }

    @Test
    void anUnknownOption() {
        installation.upgrade("1.5.0", "--yes").expectExit(2);
        before.expectUnchanged(installation);
    }

    @Test
    void aReleaseOfWhichAnImageIsMissing() {
        platform.publish(release("1.4.8", "1.4.0"));
        platform.registry().withdraw("piprio/worker", "1.4.8");
        refuses("UPG-306", "1.4.8");
    }

    @Test
    void aRegistryThatDoesNotAnswer() {
        String registry = installation.env().value("PIPRIO_REGISTRY");
        installation.env().set("PIPRIO_REGISTRY", "127.0.0.1:" + Registry.freePort());
        Run run = installation.upgrade("1.5.0");
        installation.env().set("PIPRIO_REGISTRY", registry);
        run.expectRefusal("UPG-305");
        before.expectUnchanged(installation);
    }

    @Test
    void aValueOfTheEnvironmentFileThatTheReleaseDoesNotAccept() {
        installation.env().set("PIPRIO_LOG_LEVEL", "LOUD");
        Run run = installation.upgrade("1.5.0");
        installation.env().remove("PIPRIO_LOG_LEVEL");
        run.expectRefusal("UPG-213").expectOutput("PIPRIO_LOG_LEVEL=…");
        before.expectUnchanged(installation);
    }

    @Test
    void aWayOnOrBackWhereNothingWasMoved() {
        installation.rollback().expectRefusal("UPG-211");
        installation.script("resume").expectRefusal("UPG-211");
        before.expectUnchanged(installation);
    }

    @Test
    void anInstallationWithoutEnvironmentFile() throws IOException {
        refusesWithout(".env", "UPG-201");
    }

    @Test
    void anInstallationWithoutComposeFile() throws IOException {
        refusesWithout("docker-compose.onprem.yml", "UPG-206");
    }

    private void refusesWithout(String name, String code) throws IOException {
        Path file = installation.directory().resolve(name);
        Path aside = installation.directory().resolve(name + ".aside");
        Files.move(file, aside);
        Run run = installation.upgrade("1.5.0");
        boolean madeAgain = Files.exists(file);
        Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        run.expectRefusal(code).expectOutput(name);
        assertThat(madeAgain).isFalse();
        before.expectUnchanged(installation);
    }

    @Test
    void aSourceThatIsNotHealthy() {
        installation.compose().stop("scheduler");
        Run run = installation.upgrade("1.5.0");
        installation.compose().start("scheduler");
        installation.compose().awaitHealthy();
        run.expectRefusal("UPG-401").expectOutput("scheduler");
        before.expectUnchanged(installation);
        RunningReleases.expect(installation, "1.4.0");
    }
}
