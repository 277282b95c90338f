package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container that became ready has to stand, and what looking at it costs. */
class WatchTest {
    private static final Duration SETTLE = Duration.ofSeconds(12);
    private static final ServiceHealth READY = new ServiceHealth(true, "1.4.0", null, "");

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;
    private Watch watch;
    private Instant start = Instant.MIN;
    private ServiceContainer first = container("172.20.0.5", 0);
    private Function<Duration, ServiceContainer> running = elapsed -> first;
    private Function<ServiceContainer, ServiceHealth> health = container -> READY;
    private int looks;
    private int questions;

    @BeforeEach
    void anApiThatBecameReady() {
        fixture = new UpgradeFixture(directory);
        Run run = fixture.newRun(fixture.plan());
        Platform platform = (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(), new Class<?>[] {Platform.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "containers":
                            looks++;
                            return List.of(running.apply(elapsed()));
                        case "probe":
                            questions++;
                            return health.apply((ServiceContainer) arguments[0]);
                        case "ranOutOfMemory":
                            return false;
                        default:
                            return Optional.empty();
                    }
                });
        FakeWorld world = fixture.world;
        Run watched = new Run(
                run.plan(),
                run.installation(),
                new Ports(platform, world.proxy, world.proxy, world.schema, world.backups),
                run.settings(),
                run.waiting(),
                run.report(),
                run.timings());
        watch = new Watch(watched, new Readiness(watched), "api", "1.4.0", container -> true);
        start = fixture.time.instant();
    }

    private Duration elapsed() {
        return Duration.between(start, fixture.time.instant());
    }

    private static ServiceContainer container(String address, int restarts) {
        return new ServiceContainer("api-id", "api", 1, true, restarts, 0, "sha256:1", "1.4.0", address);
    }

    private List<ServiceContainer> settle() {
        return watch.settle(Optional::empty, SETTLE);
    }

    @Test
    void theServiceIsAskedEachTimeAndTheEngineNowAndThen() {
        assertThat(settle()).containsExactly(first);

        assertThat(elapsed()).isEqualTo(SETTLE);
        assertThat(questions).isEqualTo(24);
        assertThat(looks).isEqualTo(6);
    }

    @Test
    void oneThatDockerRestartedComesBackUnderItsNewAddress() {
        ServiceContainer second = container("172.20.0.9", 1);
        running = elapsed -> elapsed.toSeconds() < 3 ? first : second;
        health = asked -> asked.equals(running.apply(elapsed())) ? READY : ServiceHealth.silent("no answer");

        assertThat(settle()).containsExactly(second);

        assertThat(elapsed()).as("it has to prove itself anew").isBetween(SETTLE.plusSeconds(3), SETTLE.plusSeconds(4));
    }

    @Test
    void oneThatEndedIsGivenUpAtOnce() {
        ServiceContainer ended = new ServiceContainer("api-id", "api", 1, false, 0, 137, "sha256:1", "1.4.0", null);
        running = elapsed -> elapsed.toSeconds() < 3 ? first : ended;
        health = asked -> running.apply(elapsed()).running() ? READY : ServiceHealth.silent("no answer");

        assertThatThrownBy(this::settle).isInstanceOf(OperatorException.class);

        assertThat(elapsed()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void oneThatIsNotReadyAgainAndAgainIsGivenUp() {
        health = asked -> questions % 3 == 0 ? ServiceHealth.silent("busy") : READY;

        assertThatThrownBy(this::settle).isInstanceOf(OperatorException.class).hasMessageContaining("did not stay so");
    }

    @Test
    void oneThatHasRequestsAndIsNotReadyIsGivenUpAtOnce() {
        watch.stayReady(Duration.ofSeconds(2));
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(2));
        health = asked -> ServiceHealth.silent("busy");

        assertThatThrownBy(() -> watch.stayReady(Duration.ofSeconds(2)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("did not stay so");
    }

    @Test
    void oneLateAnswerIsNoReasonToGoBack() {
        health = asked -> questions == 1 ? ServiceHealth.silent("late") : READY;

        watch.demand();

        assertThat(questions).isGreaterThan(1);
    }

    @Test
    void whoSwitchedDemandsReadiness() {
        watch.demand();
        health = asked -> ServiceHealth.silent("busy");

        assertThatThrownBy(watch::demand).isInstanceOf(OperatorException.class).hasMessageContaining("did not stay so");
    }
}
