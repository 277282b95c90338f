package com.piprio.upgrader.availability;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.availability.Availability.Count;
import com.piprio.upgrader.availability.Availability.StepCount;
import com.piprio.upgrader.availability.Sample.Answer;
import com.piprio.upgrader.availability.Sample.Request;
import com.piprio.upgrader.report.StepTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures by step, on a clock that stands still unless it is moved. */
class TallyTest {
    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");

    private final Standing clock = new Standing();
    private final StepTimes steps = new StepTimes(clock);
    private final Tally tally = new Tally(steps, START);
    private long number;

    private void step(String name, int millis) {
        clock.now = START.plusMillis(millis);
        steps.stepStarted(1, 3, name);
    }

    private void sample(String path, int dueMillis, int latencyMillis, Answer answer) {
        Instant due = START.plusMillis(dueMillis);
        number++;
        tally.sent(number, due);
        tally.ended(number, new Sample(new Request(path, false), due, Duration.ofMillis(latencyMillis), answer));
    }

    private void ok(String path, int dueMillis, int latencyMillis) {
        sample(path, dueMillis, latencyMillis, new Answer(Answer.Kind.OK, "status 200"));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void aRequestBelongsToTheStepInWhichItWasDue() {
        step("preflight", 5);
        ok(Request.WEB, 0, 10);
        step("replace-api", 1000);
        step("replace-workers", 2000);
        ok(Request.WEB, 999, 3000);
        ok(Request.WEB, 1000, 3000);
        sample(Request.API, 1999, 20, Answer.failed("status 502"));
        ok(Request.WEB, 2000, 20);
        ok(Request.API, 2010, 20);

        assertThat(tally.end(START.plusMillis(4000)).steps())
                .extracting(step -> step.step() + " " + step.count().requests() + " "
                        + step.count().failed())
                .containsExactly("preflight 2 0", "replace-api 2 1", "replace-workers 2 0");
    }

    @Test
    void aStepThatRunsAgainOnTheWayBackIsCountedAgain() {
        step("replace-api", 0);
        ok(Request.API, 10, 1);
        step("verify", 100);
        step("replace-api", 200);
        ok(Request.API, 210, 1);

        assertThat(tally.end(START.plusMillis(300)).steps())
                .extracting(StepCount::step)
                .containsExactly("replace-api", "replace-api");
    }

    @Test
    void aGapIsSharedOutToTheStepsInWhichItLies() {
        step("preflight", 0);
        ok(Request.WEB, 0, 100);
        ok(Request.API, 800, 100);
        step("replace-api", 1000);
        step("replace-workers", 5000);
        ok(Request.API, 1100, 4400);
        ok(Request.API, 5450, 100);
        ok(Request.WEB, 5500, 100);

        Availability seen = tally.end(START.plusMillis(5600));
        // The web page was seen at 100 and at 5600, the API at 900 and at 5500.
        assertThat(seen.total().longestGap()).isEqualTo(millis(5500));
        assertThat(seen.steps())
                .extracting(step -> step.count().longestGap())
                .containsExactly(millis(900), millis(4000), millis(600));
    }

    @Test
    void answersOfThePageDoNotHideThatTheApiIsAway() {
        step("replace-api", 0);
        ok(Request.API, 0, 10);
        for (int millis = 0; millis < 3000; millis += 100) {
            ok(Request.WEB, millis, 10);
        }
        ok(Request.API, 3000, 10);

        assertThat(tally.end(START.plusMillis(3010)).total().longestGap()).isEqualTo(millis(3000));
    }

    @Test
    void aGapLastsUntilTheEndWhenNothingAnswersAnyMore() {
        ok(Request.API, 0, 10);
        ok(Request.WEB, 0, 10);
        sample(Request.API, 100, 10, Answer.failed("connection refused"));

        assertThat(tally.end(START.plusSeconds(60)).total().longestGap()).isEqualTo(millis(59_990));
    }

    @Test
    void whatTheProbeDidNotLookAtIsNoGap() {
        ok(Request.API, 0, 10);
        ok(Request.WEB, 0, 10);
        tally.blind(START.plusSeconds(600), "the machine slept");
        ok(Request.API, 600_050, 10);
        ok(Request.WEB, 600_050, 10);

        Availability seen = tally.end(START.plusMillis(600_070));
        assertThat(seen.total().longestGap()).isEqualTo(millis(60));
        assertThat(seen.problem()).isEqualTo("the machine slept");
    }

    @Test
    void requestsThatWaitAtTheEndCountWithTheTimeThatTheyWaited() {
        step("replace-api", 0);
        ok(Request.API, 0, 10);
        ok(Request.WEB, 0, 10);
        tally.sent(99, START.plusMillis(100));

        Availability seen = tally.end(START.plusMillis(2100));
        assertThat(seen.total()).isEqualTo(new Count(3, 2, 0, 0, 1, millis(2090), millis(2000)));
        assertThat(seen.steps()).containsExactly(new StepCount("replace-api", seen.total()));
    }

    @Test
    void nothingChangesAfterTheEnd() {
        ok(Request.API, 0, 10);
        Availability seen = tally.end(START.plusSeconds(1));
        ok(Request.API, 1000, 10);

        assertThat(tally.end(START.plusSeconds(9))).isSameAs(seen);
    }

    @Test
    void withoutARequestThereAreNoFigures() {
        Availability seen = tally.end(START.plusSeconds(1));

        assertThat(seen.measured()).isFalse();
        assertThat(seen.problem()).isEqualTo("no request was sent before the run ended");
    }

    @Test
    void hoursNeedNoMoreMemoryThanSeconds() {
        step("create-backup", 0);
        for (int i = 0; i < 200_000; i++) {
            ok(i % 2 == 0 ? Request.API : Request.WEB, i * 100, 3);
        }

        assertThat(tally.underWay()).isZero();
        assertThat(tally.end(START.plusSeconds(20_000)).steps())
                .extracting(step -> step.count().ok())
                .isEqualTo(List.of(200_000L));
    }

    private static final class Standing extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
