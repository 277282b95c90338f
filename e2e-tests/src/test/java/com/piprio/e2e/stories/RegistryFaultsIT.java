package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.HttpFront;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registry in trouble, when the target is looked up and when its images are pulled: nothing is changed, and it is said why. */
@Nightly
@Scenario
class RegistryFaultsIT {

    private static final String TOO_MANY = "http-request return status 429 content-type application/json"
            + " string '{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}' ";

    private final Platform platform;
    private final String source = "1.4.0";
    private final String target;
    private Installation installation;
    private Snapshot before;

    RegistryFaultsIT(Platform platform) {
        this.platform = platform;
        this.target = platform.newest();
    }

    @BeforeAll
    void install() {
        installation = platform.shared(source);
        before = Snapshot.of(installation);
    }

    private Run behind(Supplier<Run> act, String... rules) {
        String registry = installation.env().value("PIPRIO_REGISTRY");
        try (HttpFront front = HttpFront.of(platform.registry(), rules)) {
            installation.env().set("PIPRIO_REGISTRY", front.address());
            return act.get();
        } finally {
            installation.env().set("PIPRIO_REGISTRY", registry);
        }
    }

    private Run refuses(String code, String... rules) {
        return refusesTo(target, code, rules);
    }

    private Run refusesTo(String release, String code, String... rules) {
        Run run = behind(() -> installation.upgrade(release), rules).expectRefusal(code);
        before.expectUnchanged(installation);
        RunningReleases.expect(installation, source);
        return run;
    }

    @Test
    void thatAnswersWithErrors() {
        refuses("UPG-305", "http-request return status 503 if !engine").expectOutput("HTTP status 503");
    }

    @Test
    void thatTakesTooLongToAnswer() {
        Run run = refuses("UPG-305", "http-request tarpit deny_status 503 if !engine");

        run.expectOutput("HttpTimeoutException");
        assertThat(run.duration()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void thatGetsTooManyRequests() {
        refuses("UPG-312", TOO_MANY + "hdr Retry-After 1 if !engine")
                .expectOutput("HTTP status 429 to 4 requests")
                .expectOutput("wait 1 s, or log in (docker login)");
    }

    @Test
    void thatWantsToBeLeftAloneForAnHour() {
        Run run = refuses("UPG-312", TOO_MANY + "hdr Retry-After 3600 if !engine");

        run.expectOutput("wait 3600 s");
        assertThat(run.duration()).as("nobody waits for that").isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void thatIsBusyForAMoment() {
        Run plan = behind(
                () -> installation.plan(target),
                "stick-table type ip size 10 expire 1m store http_req_cnt",
                "http-request track-sc0 src if !engine",
                TOO_MANY + "hdr Retry-After 2 if !engine { sc_http_req_cnt(0) le 2 }");

        plan.expectExit(0).expectOutput(target);
        assertThat(plan.duration()).as("it was left alone as it wished").isGreaterThan(Duration.ofSeconds(4));
        before.expectUnchanged(installation);
    }

    @Test
    void thatLacksAPartOfTheRelease() {
        refuses("UPG-306", "http-request return status 404 if { path_beg /v2/piprio/release/blobs/ }")
                .expectOutput("piprio/release/blobs/sha256:");
    }

    @Test
    void thatSendsSomethingElseForTheRelease() {
        refuses(
                        "UPG-307",
                        "http-request return status 200 content-type application/octet-stream string another"
                                + " if { path_beg /v2/piprio/release/blobs/ }")
                .expectOutput(Pattern.compile("piprio/release \\d+ bytes of sha256:"));
    }

    @Test
    void thatGetsTooManyPulls() {
        refuses("UPG-312", TOO_MANY + "if engine worker")
                .expectOutput("was taken and verified")
                .expectOutput("docker login");
    }

    @Test
    void thatPullsSlowlyAndFails() {
        refuses("UPG-308", "http-request tarpit deny_status 503 if engine worker")
                .expectOutput("pulling ")
                .expectOutput(Pattern.compile("pull-images +waiting: "));
    }

    @Test
    void thatGoesAwayBeforeThePull() {
        refuses("UPG-308", "http-request reject if engine worker").expectOutput("/piprio/worker@sha256:");
    }

    /**
     * A tag that was moved is refused by preflight; here a digest stands for other bytes. Docker asks nobody for what it had
     * once, so it is a release that this host never had.
     */
    @Test
    void thatHoldsSomethingElseUnderTheDigest() {
        platform.publish(release("1.4.15", source));
        String other = platform.registry().digest("piprio/scheduler", target);
        refusesTo(
                        "1.4.15",
                        "UPG-308",
                        "http-request set-path /v2/piprio/scheduler/manifests/" + other
                                + " if engine worker { path_sub /manifests/ }")
                .expectOutput("/piprio/worker@sha256:");
    }
}
