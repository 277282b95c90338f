package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Difference;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.Hit;
import com.piprio.upgrader.check.Resolution;
import com.piprio.upgrader.plan.SettingChanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
                                            "needed: 8192 MB of memory, here 4096"))),
                    new HopHits(SECOND, THIRD, List.of())),
            List.of("PIPRIO_TYPO in .env is not known to release 1.7.0: correct its spelling, or remove it"),
            SettingChanges.NONE);

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
        assertThat(String.join("\n", CheckText.lines(RESULT, "docs.example.org")) + "\n")
                .isEqualTo(golden("check.txt"));
    }

    @Test
    void saysThatAnUpgradeCouldGo() {
        CheckResult nothing =
                new CheckResult(THIRD, List.of(new HopHits(SECOND, THIRD, List.of())), List.of(), SettingChanges.NONE);

        assertThat(CheckText.lines(nothing, "docs.example.org"))
                .containsExactly(
                        "Check of docs.example.org: 1.6.0 -> 1.7.0, nothing differs for this installation",
                        "An upgrade to 1.7.0 could go. Nothing was changed.");
        assertThat(CheckJson.write(nothing))
                .hasToString("{\"target\":\"1.7.0\",\"fits\":true,\"hops\":[{\"from\":\"1.6.0\","
                        + "\"to\":\"1.7.0\",\"hits\":[]}],\"warnings\":[]}");
    }

    @Test
    void tellsProgramsTheSame() {
        assertThat(CheckJson.write(RESULT).at("/hops/0/hits/2"))
                .hasToString("{\"rule\":\"E2\",\"resolution\":\"action\",\"subject\":\"PIPRIO_SMTP_HOST\","
                        + "\"change\":\"new required variable\",\"detail\":\"host that mail is sent by\","
                        + "\"meaning\":\"add it to .env; text, for example PIPRIO_SMTP_HOST=a-text\","
                        + "\"lines\":[\"PIPRIO_SMTP_HOST=…\"]}");
        assertThat(CheckJson.write(RESULT).path("fits").asBoolean()).isFalse();
        assertThat(CheckJson.write(RESULT).path("warnings")).hasSize(1);
    }
}
