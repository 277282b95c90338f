package com.piprio.upgrader.run;

import static com.piprio.upgrader.run.UpgradeFixture.SOURCE;
import static com.piprio.upgrader.run.UpgradeFixture.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.ImagePin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reason for which a release is not said to run. */
class VerificationTest {
    private static final List<ImagePin> NONE = List.of();

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private UpgradeFixture fixture;
    private Run run;

    @BeforeEach
    void theSourceRuns() {
        fixture = new UpgradeFixture(directory);
        run = fixture.newRun(fixture.plan());
    }

    private static ImagePin pin(String image, String tag) {
        return new ImagePin("r:5000/piprio/" + image, tag, "sha256:" + "0".repeat(64));
    }

    private static List<ImagePin> published(ReleaseVersion release) {
        return ReleaseServices.COMMON.stream()
                .map(service -> pin(service, release.toString()))
                .toList();
    }

    private void prove(ReleaseVersion release, List<ImagePin> pins) {
        new Verification(run).prove(release, pins);
    }

    private OperatorException refusal(ReleaseVersion release, List<ImagePin> pins) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> prove(release, pins));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private void environmentNames(ReleaseVersion release) {
        fixture.installation
                .environment()
                .with("PIPRIO_VERSION", release.toString())
                .write(fixture.installation.environmentFile());
    }

    @Test
    void provesWhatRuns() {
        assertThatCode(() -> prove(SOURCE, published(SOURCE))).doesNotThrowAnyException();
        assertThatCode(() -> prove(SOURCE, NONE)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherReleaseOnceItHasWaited() {
        Instant start = fixture.time.instant();

        OperatorException refusal = refusal(TARGET, NONE);

        assertThat(refusal.code()).isEqualTo(ErrorCode.WRONG_VERSION_ANSWERED);
        assertThat(refusal.problem()).isEqualTo("api does not answer through the proxy as it should");
        assertThat(refusal.expected()).isEqualTo("ready on 1.5.0");
        assertThat(refusal.found()).isEqualTo("release 1.4.0; ready");
        assertThat(Duration.between(start, fixture.time.instant()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void refusesAServiceThatDoesNotAnswerFromOutside() {
        fixture.world.proxy.hold("web");

        OperatorException refusal = refusal(SOURCE, NONE);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
        assertThat(refusal.problem()).startsWith("web does not answer through the proxy");
        assertThat(refusal.found()).isEqualTo("held");
    }

    @Test
    void refusesAServiceOfTheReleaseThatIsNotReady() {
        FakeDatabase whole = fixture.world.data.database();
        fixture.world.data.replaceDatabase(new FakeDatabase(whole.applied(), TARGET, whole.rows()));

        OperatorException refusal = refusal(SOURCE, NONE);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
        assertThat(refusal.found()).isEqualTo("release 1.4.0; sick");
    }

    @Test
    void refusesAnApiThatAnswersNoClientWithAToken() {
        FakeWorld world = fixture.world;
        run = new Run(
                run.plan(),
                run.installation(),
                new Ports(world.platform, world.proxy, new Tokenless(world.proxy), world.schema, world.backups),
                run.settings(),
                run.waiting(),
                run.report(),
                run.timings());

        OperatorException refusal = refusal(SOURCE, NONE);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNHEALTHY);
        assertThat(refusal.problem()).isEqualTo("api does not answer to a client with a token as it should");
        assertThat(refusal.found()).isEqualTo("status 401");
    }

    /** Health is fine, and nobody gets in. */
    private record Tokenless(OutsideProbe real) implements OutsideProbe {
        @Override
        public ServiceHealth health(String service) {
            return real.health(service);
        }

        @Override
        public ServiceHealth api() {
            return ServiceHealth.silent("status 401");
        }

        @Override
        public Optional<String> rehearse(String address) {
            return real.rehearse(address);
        }
    }

    @Test
    void refusesASingleContainerOfAnotherRelease() {
        fixture.world.platform.remove(
                fixture.world.platform.containers("worker").get(1));
        environmentNames(TARGET);
        fixture.world.platform.addWorkers(2);

        OperatorException refusal = refusal(SOURCE, NONE);

        assertThat(refusal.code()).isEqualTo(ErrorCode.WRONG_VERSION_ANSWERED);
        assertThat(refusal.problem()).isEqualTo("worker (replica 2) does not answer directly as it should");
    }

    @Test
    void refusesAnImageThatIsNotThePublishedOne() {
        List<ImagePin> others = List.of(pin("other/api-of-mine", "9"), pin("worker", "1.4.1"));

        OperatorException refusal = refusal(SOURCE, others);

        assertThat(refusal.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        assertThat(refusal.problem()).isEqualTo("worker runs another image than published");
        assertThat(refusal.found()).isEqualTo("image image of 1.4.0");
    }

    @Test
    void refusesANewContainerThatDockerStartedAgain() {
        fixture.world.platform.restartEverything();

        assertThat(refusal(SOURCE, published(SOURCE)).code()).isEqualTo(ErrorCode.SERVICE_UNSTABLE);
        // On a way back it may have been so for months.
        assertThatCode(() -> prove(SOURCE, NONE)).doesNotThrowAnyException();
    }
}
