package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Difference;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.EndingOperation;
import com.piprio.upgrader.check.Hit;
import com.piprio.upgrader.check.Resolution;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an operator reads of a check, and what a program does. */
class CheckTextTest {
    private static final ReleaseVersion FIRST = ReleaseVersion.parse("1.5.0");
    private static final ReleaseVersion SECOND = ReleaseVersion.parse("1.6.0");
    private static final ReleaseVersion THIRD = ReleaseVersion.parse("1.7.0");

    private static final CheckResult RESULT = new CheckResult(
            THIRD,
            List.of(
                    new HopHits(
                            FIRST,
                            SECOND,
                            List.of(
                                    hit("E1", "PIPRIO_PAGE_SIZE", "rows a page", Resolution.UNUSED, "optional"),
                                    added("GET /api/v1/a"),
                                    added("GET /api/v1/b"),
                                    added("GET /api/v1/c"),
                                    added("GET /api/v1/d"),
                                    hit(
                                            "E4",
                                            "PIPRIO_LOG_LEVEL",
                                            "replaced by PIPRIO_LOGGING",
                                            Resolution.AUTOMATIC,
                                            "in .env, PIPRIO_LOG_LEVEL becomes PIPRIO_LOGGING"),
                                    hit(
                                            "E2",
                                            "PIPRIO_SMTP_HOST",
                                            "host that mail is sent by",
                                            Resolution.ACTION,
                                            "add it to .env; text, for example PIPRIO_SMTP_HOST=a-text",
                                            "PIPRIO_SMTP_HOST=…"),
                                    hit(
                                            "S6",
                                            "host",
                                            "memory in MB 4096 -> 8192",
                                            Resolution.BLOCK,
                                            "needed: 8192 MB of memory, here 4096")),
                            List.of(
                                    "cut-over    side-by-side: no offline migration",
                                    "way back    previous images alone; nothing would be lost")),
                    new HopHits(SECOND, THIRD, List.of(), List.of())),
            List.of("PIPRIO_TYPO in .env is not known to release 1.7.0: correct its spelling, or remove it"),
            SettingChanges.NONE,
            List.of(
                    new EndingOperation(
                            "GET /api/v1/exports",
                            LocalDate.parse("2027-11-16"),
                            THIRD,
                            "GET /api/v2/exports",
                            new DeprecatedCalls(
                                    Instant.parse("2026-11-29T12:00:00Z"),
                                    Map.of(
                                            "GET /api/v1/exports",
                                            new Calls(412, Instant.parse("2026-11-29T12:31:07.5Z"))),
                                    "")),
                    new EndingOperation(
                            "GET /api/v1/runs/{id}",
                            LocalDate.parse("2027-02-01"),
                            null,
                            "GET /api/v1/jobs/{id}",
                            DeprecatedCalls.unknown("the api does not answer"))));

    private static Hit added(String operation) {
        return hit("A6", operation, "new", Resolution.UNUSED, "clients that do not use it notice nothing");
    }

    private static Hit hit(
            String rule, String subject, String detail, Resolution resolution, String meaning, String... lines) {
        return ContractDiff.rules().stream()
                .filter(known -> known.id().equals(rule))
                .findFirst()
                .map(known -> new Hit(new Difference(known, subject, detail), resolution, meaning, List.of(lines)))
                .orElseThrow();
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(CheckTextTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void putsWhatStandsInTheWayFirst() throws IOException {
        assertThat(String.join("\n", CheckText.lines(RESULT, "docs.example.org", "")) + "\n")
                .isEqualTo(golden("check.txt"));
    }

    @Test
    void saysThatAnUpgradeCouldGo() {
        CheckResult nothing = result(List.of(new HopHits(SECOND, THIRD, List.of(), List.of())));

        assertThat(CheckText.lines(nothing, "docs.example.org", ""))
                .containsExactly(
                        "Check of docs.example.org: 1.6.0 -> 1.7.0, nothing differs for this installation",
                        "An upgrade to 1.7.0 could go. Nothing was changed.");
        assertThat(CheckJson.write(nothing))
                .hasToString("{\"target\":\"1.7.0\",\"fits\":true,\"hops\":[{\"from\":\"1.6.0\","
                        + "\"to\":\"1.7.0\",\"hits\":[],\"outlook\":[]}],\"operations\":[],\"warnings\":[]}");
    }

    @Test
    void saysHowToGoOverStops() {
        CheckResult overAStop = result(List.of(
                new HopHits(FIRST, SECOND, List.of(), List.of()), new HopHits(SECOND, THIRD, List.of(), List.of())));

        assertThat(CheckText.lines(overAStop, "docs.example.org", ""))
                .last()
                .isEqualTo("An upgrade to 1.7.0 could go, over 1.6.0: scripts/upgrade.sh 1.7.0 --through-stops."
                        + " Nothing was changed.");
    }

    private static CheckResult result(List<HopHits> hops) {
        return new CheckResult(THIRD, hops, List.of(), SettingChanges.NONE, List.of());
    }

    @Test
    void tellsProgramsTheSame() {
        assertThat(CheckJson.write(RESULT).at("/hops/0/hits/6"))
                .hasToString("{\"rule\":\"E2\",\"resolution\":\"action\",\"subject\":\"PIPRIO_SMTP_HOST\","
                        + "\"change\":\"new required variable\",\"detail\":\"host that mail is sent by\","
                        + "\"meaning\":\"add it to .env; text, for example PIPRIO_SMTP_HOST=a-text\","
                        + "\"lines\":[\"PIPRIO_SMTP_HOST=…\"]}");
        assertThat(CheckJson.write(RESULT).path("fits").asBoolean()).isFalse();
        assertThat(CheckJson.write(RESULT).path("warnings")).hasSize(1);
        assertThat(CheckJson.write(RESULT).at("/hops/0/outlook")).hasSize(2);
        assertThat(CheckJson.write(RESULT).at("/operations/0"))
                .hasToString("{\"operation\":\"GET /api/v1/exports\",\"sunset\":\"2027-11-16\","
                        + "\"goneWith\":\"1.7.0\",\"successor\":\"GET /api/v2/exports\","
                        + "\"link\":\"</api/v2/exports>; rel=\\\"successor-version\\\"\",\"calls\":412,"
                        + "\"countedSince\":\"2026-11-29T12:00:00Z\",\"lastCall\":\"2026-11-29T12:31:07.500Z\","
                        + "\"meaning\":\"412 calls since 2026-11-29T12:00:00Z, the last at 2026-11-29T12:31:07Z\"}");
    }

    @Test
    void whatIsNotKnownIsNoZero() {
        JsonNode unknown = CheckJson.write(RESULT).at("/operations/1");

        assertThat(unknown.path("calls").isNull()).isTrue();
        assertThat(unknown.path("lastCall").isNull()).isTrue();
        assertThat(unknown.path("meaning").asText()).isEqualTo("its calls are not known: the api does not answer");
    }
}
