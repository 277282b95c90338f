package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Kind;
import com.piprio.e2e.traffic.Profile;
import com.piprio.e2e.traffic.Traffic;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Side by side a new API that is no good costs nothing: the old one serves on, and the way back moves no request. */
@Scenario
class NewApiThatIsNoGoodIT {

    private final Platform platform;
    private Installation installation;
    private Traffic traffic;

    NewApiThatIsNoGoodIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData("1.3.0");
    }

    @BeforeEach
    void users() {
        traffic = platform.traffic(
                        installation, Profile.ofApi(20, Duration.ofMinutes(4)).without(Kind.WAIT))
                .awaitGood(40);
    }

    @AfterEach
    void nobodyNoticed() {
        installation.rollback().expectExit(4);
        traffic.awaitGood(traffic.report().total() + 20).stop().expectNoFailure(100);

        RunningReleases.expect(installation, "1.3.0");
        traffic.ledger().expectKept(StoredHoldings.whenIdle(installation));
    }

    @Test
    @Order(1)
    void neverReady() {
        platform.publish(release("1.3.1", "1.3.0").image("api", "ENV QUARKUS_HTTP_PORT=8081"));

        installation
                .upgrade("1.3.1", "--health-budget", "15s")
                .expectExit(5)
                .expectError("UPG-402")
                .expectOutput("side-by-side")
                .expectOutput("the old api serves on")
                .expectOutput("api 1.3.0;");
    }

    @Test
    @Order(2)
    void readyAndThenKilledAsForItsMemory() {
        platform.publish(release("1.3.2", "1.3.0"));
        Processes.Started upgrade = installation.start("upgrade", "1.3.2");
        installation.awaitStep(upgrade, "replace-api");
        Awaitility.await("the new API is healthy")
                .atMost(Duration.ofSeconds(60))
                .until(() -> newApi().health().equals("healthy"));

        Engine.docker("kill", newApi().id());

        installation
                .record(upgrade.await())
                .expectExit(5)
                .expectError("UPG-410")
                .expectOutput("the old api serves on")
                .expectOutput("api 1.3.0;");
    }

    private Container newApi() {
        return Awaitility.await("a second API")
                .atMost(Duration.ofSeconds(30))
                .until(() -> installation.compose().containers("api"), found -> found.size() == 2)
                .stream()
                .filter(api -> api.imageReference().endsWith(":1.3.2"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(3)
    void noRoomForIt() {
        String api = installation.compose().container("api").id();
        Engine.docker("update", "--memory", "900g", "--memory-swap", "900g", api);

        assertThat(installation.plan("1.4.0").expectExit(0).stdout()).contains("hold: a second API needs 900.1 GiB");
        installation.upgrade("1.4.0", "--cutover", "side-by-side").expectRefusal("UPG-309");

        // Held instead of side by side, and unnoticed nevertheless.
        installation.upgrade("1.4.0").expectExit(0).expectOutput("hold: a second API needs");
    }
}
