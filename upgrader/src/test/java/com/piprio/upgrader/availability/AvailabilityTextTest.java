package com.piprio.upgrader.availability;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.availability.Availability.Count;
import com.piprio.upgrader.availability.Availability.StepCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvailabilityTextTest {
    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static final Count CALM = new Count(100, 100, 0, 0, 0, millis(220), millis(400));
    private static final Count HELD = new Count(62, 62, 0, 0, 0, millis(5_400), millis(5_600));
    private static final Count BROKEN = new Count(50, 30, 5, 12, 3, millis(2_000), millis(45_000));

    @Test
    void aCalmRunTakesOneLine() {
        Availability seen = new Availability(CALM, Map.of(), List.of(new StepCount("preflight", CALM)), null);

        assertThat(AvailabilityText.lines(seen))
                .containsExactly("100 of 100 requests answered; slowest 0.4 s; longest gap 0.2 s");
    }

    @Test
    void stepsInWhichSomethingWasNoticedAreNamed() {
        Availability seen = new Availability(
                new Count(212, 192, 5, 12, 3, millis(5_400), millis(45_000)),
                Map.of("status 502", 2L, "connection refused", 10L),
                List.of(
                        new StepCount("preflight", CALM),
                        new StepCount("replace-api", HELD),
                        new StepCount("reload-proxy", BROKEN)),
                "the probe itself was held up for 2.0 s");

        assertThat(String.join("\n", AvailabilityText.lines(seen))).isEqualTo("""
                192 of 212 requests answered, 5 with maintenance, 3 still waiting, 12 failed (connection refused: 10, status 502: 2); slowest 45.0 s; longest gap 5.4 s
                replace-api: 62 of 62 requests answered; slowest 5.6 s; longest gap 5.4 s
                reload-proxy: 30 of 50 requests answered, 5 with maintenance, 3 still waiting, 12 failed; slowest 45.0 s; longest gap 2.0 s
                not all was measured: the probe itself was held up for 2.0 s""");
    }

    @Test
    void programsGetEveryFigure() {
        Availability seen =
                new Availability(HELD, Map.of("status 502", 2L), List.of(new StepCount("replace-api", HELD)), null);

        String figures = "\"requests\":62,\"ok\":62,\"maintenance\":0,\"failed\":0,\"unanswered\":0,"
                + "\"longestGapMillis\":5400,\"worstLatencyMillis\":5600";
        assertThat(AvailabilityJson.write(seen))
                .hasToString("{" + figures + ",\"reasons\":{\"status 502\":2},\"steps\":[{\"step\":\"replace-api\","
                        + figures + "}],\"problem\":null}");
    }
}
