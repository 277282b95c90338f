package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of calls, contract section 6; what it does not say is not known. */
class DeprecatedCallsTest {
    private static final String OPERATION = "GET /api/v1/exports";
    private static final String WELL = """
            {"status": "UP", "checks": [
              {"name": "deprecated-operations", "status": "UP",
               "data": {"countedSince": "2026-11-29T12:00:00.123456Z", "GET /api/v1/exports": 412, "GET /api/v1/runs": 0}},
              {"name": "deprecated-operations-last-call", "status": "UP",
               "data": {"GET /api/v1/exports": "2026-11-29T12:31:07.5Z"}},
              {"name": "another", "status": "UP", "data": {"GET /api/v1/else": 1}}]}
            """;

    @Test
    void countsAndLastCallsAreRead() {
        DeprecatedCalls calls = DeprecatedCalls.read(200, WELL);

        assertThat(calls.problem()).isEmpty();
        assertThat(calls.since()).isEqualTo("2026-11-29T12:00:00.123456Z");
        assertThat(calls.operations()).containsOnlyKeys(OPERATION, "GET /api/v1/runs");
        assertThat(calls.of(OPERATION)).hasValue(new Calls(412, Instant.parse("2026-11-29T12:31:07.5Z")));
        assertThat(calls.inWords(OPERATION))
                .isEqualTo("412 calls since 2026-11-29T12:00:00Z, the last at 2026-11-29T12:31:07Z");
        assertThat(calls.inWords("GET /api/v1/runs")).isEqualTo("no call since 2026-11-29T12:00:00Z");
    }

    @Test
    void anApiThatCountsNothingDoesNotSayThatNobodyCalls() {
        DeprecatedCalls calls = DeprecatedCalls.read(200, "{\"status\": \"UP\", \"checks\": []}");

        assertThat(calls.problem()).isEmpty();
        assertThat(calls.of(OPERATION)).isEmpty();
        assertThat(calls.inWords(OPERATION)).isEqualTo("its calls are not counted by the release that runs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"status\": 404} | the api answers 404 instead of its counts",
                "200 | {} | the api answers 200 instead of its counts",
                "200 | <html> | the api answers 200 with counts that cannot be read",
                "200 | {\"checks\":[{\"name\":\"deprecated-operations\",\"data\":{\"countedSince\":\"noon\"}}]}"
                        + " | the api answers 200 with counts that cannot be read"
            })
    void whatCannotBeReadIsUnknown(int status, String body, String problem) {
        DeprecatedCalls calls = DeprecatedCalls.read(status, body);

        assertThat(calls.problem()).isEqualTo(problem);
        assertThat(calls.of(OPERATION)).isEmpty();
        assertThat(calls.inWords(OPERATION)).isEqualTo("its calls are not known: " + problem);
    }

    @Test
    void withoutAnApiNothingIsKnown() {
        assertThat(DeprecatedCalls.look(Containers.of("worker", "id")).problem())
                .isEqualTo("no api runs");
    }

    @Test
    void countsOfSeveralApisAreAdded() {
        DeprecatedCalls older = DeprecatedCalls.read(200, WELL);
        DeprecatedCalls younger = DeprecatedCalls.read(
                200,
                WELL.replace("12:00:00.123456", "13:00:00").replace("412", "8").replace("12:31:07.5", "13:05:00"));

        for (DeprecatedCalls both : new DeprecatedCalls[] {older.and(younger), younger.and(older)}) {
            assertThat(both.since()).isEqualTo(older.since());
            assertThat(both.of(OPERATION)).hasValue(new Calls(420, Instant.parse("2026-11-29T13:05:00Z")));
        }
    }

    @Test
    void oneApiThatDoesNotAnswerMakesTheSumUnknown() {
        DeprecatedCalls known = DeprecatedCalls.read(200, WELL);
        DeprecatedCalls unknown = DeprecatedCalls.unknown("the api does not answer");

        assertThat(known.and(unknown)).isEqualTo(unknown);
        assertThat(unknown.and(known)).isEqualTo(unknown);
    }
}
