package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Checked.older;
import static com.piprio.upgrader.check.Checked.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.upgrader.plan.SettingChanges.Rename;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables that end: their notice, their replacement and their removal, over one upgrade and over several. */
class EndingVariablesTest {
    private static final String LEVEL =
            "PIPRIO_LEVEL, required: false, secret: false, default: INFO, type: choice, values: [INFO, WARN]";
    private static final String NOTED = LEVEL + ", deprecated: {since: 1.6.0, replacedBy: PIPRIO_LOG}, services: [api],"
            + " summary: the level}\n  - {name: PIPRIO_LOG, required: false, secret: false, default: INFO, type: text";

    @TempDir
    private Path directory;

    private Checked installation;

    @BeforeEach
    void prepare() {
        installation = new Checked(directory);
    }

    @Test
    void eachHitBelongsToItsHopAndTheNextSeesWhatTheOneBeforeRewrote() {
        Release noted = newer("1.6.0", LEVEL, NOTED);
        Release removed = newer("1.7.0", LEVEL, LEVEL.replace("PIPRIO_LEVEL", "PIPRIO_LOG"));

        CheckResult result = installation.set("PIPRIO_LEVEL=WARN").along(older(), noted, removed);

        assertThat(rules(result, 0)).contains("E4 PIPRIO_LEVEL automatic");
        assertThat(rules(result, 1)).contains("E3 PIPRIO_LEVEL unused").doesNotContain("E4 PIPRIO_LEVEL automatic");
        assertThat(result.hops())
                .extracting(hop -> hop.from() + " " + hop.to())
                .containsExactly("1.5.0 1.6.0", "1.6.0 1.7.0");
        assertThat(result.changes().renames()).containsExactly(new Rename("PIPRIO_LEVEL", "PIPRIO_LOG"));
    }

    @Test
    void aDirectUpgradeKnowsTheNoticeOfAReleaseThatItSkips() {
        Release noted = newer("1.6.0", LEVEL, NOTED);
        Release removed = newer("1.7.0", LEVEL, LEVEL.replace("PIPRIO_LEVEL", "PIPRIO_LOG"));
        installation.set("PIPRIO_LEVEL=WARN");

        CheckResult result =
                installation.along(Catalogue.of(List.of(older(), noted, removed)), List.of(older(), removed));

        assertThat(rules(result, 0)).contains("E3 PIPRIO_LEVEL automatic");
    }

    @Test
    void aNewRequiredKeyIsFilledByTheOneThatItReplaces() {
        Release renamed = newer(
                LEVEL,
                NOTED.replace(
                        "PIPRIO_LOG, required: false, secret: false, default: INFO",
                        "PIPRIO_LOG, required: true, secret: false"));

        CheckResult result = installation.set("PIPRIO_LEVEL=WARN").upgradeTo(renamed);

        assertThat(rules(result, 0)).contains("E2 PIPRIO_LOG automatic", "E4 PIPRIO_LEVEL automatic");
        assertThat(result.changes().renames()).hasSize(1);
        assertThat(rules(installation.without("PIPRIO_LEVEL").upgradeTo(renamed), 0))
                .contains("E2 PIPRIO_LOG action");
    }

    @Test
    void whatIsDeprecatedAndInUseIsToldWithItsReplacementAndItsEnd() {
        Release renamed = newer(LEVEL, NOTED);

        assertThat(installation.upgradeTo(renamed).warnings()).noneMatch(warning -> warning.contains("deprecated"));
        assertThat(installation
                        .write("docker-compose.override.yml", "a: ${PIPRIO_LEVEL}\n")
                        .upgradeTo(renamed)
                        .warnings())
                .contains(
                        "PIPRIO_LEVEL in docker-compose.override.yml:1 is deprecated since 1.6.0: use PIPRIO_LOG instead;"
                                + " it ends with 1.8.0, not before 2027-09-08 at the earliest");
    }

    @Test
    void whatIsDeprecatedIsToldForTheFileToo() {
        String notice = NOTED.replace(", replacedBy: PIPRIO_LOG", "");
        installation.set("PIPRIO_LEVEL=WARN");

        assertThat(installation.upgradeTo(newer(LEVEL, notice)).warnings())
                .contains(
                        "PIPRIO_LEVEL in .env is deprecated since 1.6.0: do without it; it ends with 1.8.0, not before"
                                + " 2027-09-08 at the earliest");
        // Of a release that the catalogue does not have, the day is not known.
        assertThat(installation
                        .upgradeTo(newer(LEVEL, notice.replace("since: 1.6.0", "since: 1.4.0")))
                        .warnings())
                .contains("PIPRIO_LEVEL in .env is deprecated since 1.4.0: do without it; it ends with 1.6.0 at the"
                        + " earliest");
    }

    @Test
    void whatOverridesAskForOfARemovedVariableIsNamedWithTheOtherName() {
        Release noted = newer("1.6.0", LEVEL, NOTED);
        Release removed = newer("1.7.0", LEVEL, LEVEL.replace("PIPRIO_LEVEL", "PIPRIO_LOG"));
        installation.set("PIPRIO_LEVEL=WARN").write("compose.override.yml", "a: ${PIPRIO_LEVEL}\n");

        CheckResult result = installation.along(noted, removed);

        assertThat(rules(result, 0)).contains("E3 PIPRIO_LEVEL action");
        assertThat(result.refusing().stream().flatMap(hit -> hit.lines().stream()))
                .contains(
                        "compose.override.yml:1: use PIPRIO_LOG instead of PIPRIO_LEVEL",
                        "remove the line PIPRIO_LEVEL=…");
        assertThat(result.refusing()).extracting(Hit::meaning).contains("use PIPRIO_LOG instead");
    }

    @Test
    void aRemovedVariableBesideItsReplacementHasToGo() {
        Release noted = newer("1.6.0", LEVEL, NOTED);
        Release removed = newer("1.7.0", LEVEL, LEVEL.replace("PIPRIO_LEVEL", "PIPRIO_LOG"));

        CheckResult result =
                installation.set("PIPRIO_LEVEL=WARN").set("PIPRIO_LOG=INFO").along(noted, removed);

        assertThat(rules(result, 0)).contains("E3 PIPRIO_LEVEL action");
    }

    /** What a hop comes to does not follow from a notice that is given behind it. */
    @Test
    void aNoticeOfALaterReleaseNamesNoReplacementYet() {
        Release removed = newer("1.6.0", LEVEL, LEVEL.replace("PIPRIO_LEVEL", "PIPRIO_LOG"));
        Release again = newer("1.7.0", LEVEL, NOTED);

        CheckResult result = installation.set("PIPRIO_LEVEL=WARN").along(older(), removed, again);

        assertThat(rules(result, 0)).contains("E3 PIPRIO_LEVEL action");
    }
}
