package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody else can write to the registry: what the publisher did not sign is refused, and nothing is changed. */
@Scenario
class OnlySignedReleasesAreUsedIT {

    private final Platform platform;
    private Installation installation;
    private Snapshot before;

    OnlySignedReleasesAreUsedIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.shared("1.4.0");
        before = Snapshot.of(installation);
    }

    private void refuses(String code, String version) {
        installation.upgrade(version).expectRefusal(code);
        before.expectUnchanged(installation);
    }

    @Test
    void aReleaseThatWasChangedInTheRegistry() {
        platform.publish(release("1.4.21", "1.4.0"));
        platform.registry().replace("piprio/release", "1.4.21", "/release/docker-compose.onprem.yml", "services: {}\n");

        installation.plan("1.4.21").expectRefusal("UPG-321").expectOutput("docker-compose.onprem.yml was changed");
        refuses("UPG-321", "1.4.21");
    }

    @Test
    void aReleaseWithoutAProperSignature() {
        platform.publish(release("1.4.22", "1.4.0"));
        platform.registry().replace("piprio/release", "1.4.22", "/release/manifest.sig", "");

        refuses("UPG-320", "1.4.22");
    }

    @Test
    void aReleaseOfAPublisherWhoIsNotTrustedHere() throws IOException {
        Path keys = installation.directory().resolve("config/release-keys");
        Path aside = installation.directory().resolve("config/other-keys");
        Files.move(keys, aside);
        Run run = installation.upgrade("1.5.0");
        Files.move(aside, keys);

        run.expectRefusal("UPG-320").expectOutput("config/release-keys, where there is none");
        before.expectUnchanged(installation);
    }

    @Test
    void aReleaseWhoseTagWasMovedToAnotherImage() {
        platform.publish(release("1.4.23", "1.4.0"));
        platform.registry().replace("piprio/api", "1.4.23", "/opt/piprio/more", "not what was signed");

        refuses("UPG-307", "1.4.23");
    }
}
