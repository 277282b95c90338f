package com.piprio.upgrader.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.RunId;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans on the real catalogue of this repository. */
class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:00Z");
    private static final CutoverBasis ROOMY = new CutoverBasis(
            new HeadRoom(512L << 20, 2L << 30, 80),
            Duration.ofSeconds(6),
            Map.of("documents", 100L << 20, "jobs", 50L << 20));
    private static final SettingChanges SETTINGS =
            new SettingChanges(List.of(new SettingChanges.Rename("PIPRIO_OLD", "PIPRIO_NEW")), List.of("PIPRIO_SALT"));
    private static final List<String> OF_1_3 = List.of("1.3.0.1", "1.3.0.2", "1.3.0.3", "1.3.0.4");
    private static final List<String> OF_1_4 = List.of("1.4.0.1", "1.4.0.2", "1.4.0.3", "1.4.0.4");
    private static final List<String> OF_1_5 = List.of("1.5.0.1", "1.5.0.2", "1.5.0.3", "1.5.0.4");

    private static Plan plan(String source, FetchedRelease target, SchemaState schema) {
        return Planner.plan(
                ReleaseVersion.parse(source),
                target,
                "registry.example.com",
                schema,
                NOW,
                ROOMY,
                CutoverWish.NONE,
                SETTINGS);
    }

    @SafeVarargs
    private static SchemaState schema(List<String>... applied) {
        return new SchemaState(
                Stream.of(applied)
                        .flatMap(List::stream)
                        .map(MigrationVersion::parse)
                        .toList(),
                ReleaseVersion.parse("1.3.0"));
    }

    private static List<String> pending(Plan plan) {
        return plan.pending().stream()
                .map(migration -> migration.version().toString())
                .toList();
    }

    @Test
    void fixesEveryNameBeforeAnythingIsTouched() {
        Plan plan = plan("1.4.0", Targets.release("1.5.0"), schema(OF_1_3, OF_1_4));

        assertThat(plan.run()).isEqualTo(new RunId("20261124T081500Z"));
        assertThat(plan.bundle().value()).isEqualTo("piprio_20261124T081500Z");
        assertThat(plan.source()).hasToString("1.4.0");
        assertThat(plan.target()).hasToString("1.5.0");
        assertThat(plan.applied()).extracting(String::valueOf).containsExactlyElementsOf(both(OF_1_3, OF_1_4));
        assertThat(plan.images())
                .extracting(ImagePin::tagged)
                .containsExactly(
                        "registry.example.com/piprio/api:1.5.0",
                        "registry.example.com/piprio/worker:1.5.0",
                        "registry.example.com/piprio/scheduler:1.5.0",
                        "registry.example.com/piprio/web:1.5.0");
    }

    @Test
    void theNextReleaseBringsItsOwnMigrations() {
        assertThat(pending(plan("1.4.0", Targets.release("1.5.0"), schema(OF_1_3, OF_1_4))))
                .isEqualTo(OF_1_5);
    }

    @Test
    void aSkippedReleaseBringsItsMigrationsToo() {
        assertThat(pending(plan("1.3.0", Targets.release("1.5.0"), schema(OF_1_3))))
                .isEqualTo(both(OF_1_4, OF_1_5));
    }

    @Test
    void whatIsAppliedAlreadyIsLeftOut() {
        Plan plan = plan("1.4.0", Targets.release("1.5.0"), schema(OF_1_3, OF_1_4, List.of("1.5.0.1", "1.5.0.2")));

        assertThat(pending(plan)).containsExactly("1.5.0.3", "1.5.0.4");
        assertThat(plan.hasOfflineMigration()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5.0, 1.4.0, DOWNGRADE_REFUSED, scripts/rollback.sh",
        "1.2.0, 1.5.0, PATH_NOT_SUPPORTED, 'start from one of 1.3.0, 1.4.0'"
    })
    void refusesWhereNoPathLeads(String source, String target, ErrorCode code, String remedy) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> plan(source, Targets.release(target), schema(OF_1_3)))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.found()).isEqualTo(target);
                    assertThat(problem.remedy()).contains(remedy);
                });
    }

    @Test
    void aSourceThatIsTooOldIsSentOverTheReleaseBetween() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> plan("1.3.0", Targets.release("1.5.0", "1.4.0"), schema(OF_1_3)))
                .satisfies(PlannerTest::namesThePathOver140);
    }

    @Test
    void aSourceFromBeforeAStopIsSentOverIt() {
        FetchedRelease target = Targets.release("1.5.0", List.of("1.4.0"), Map.of());

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> plan("1.3.0", target, schema(OF_1_3)))
                .satisfies(PlannerTest::namesThePathOver140);
        assertThat(pending(plan("1.4.0", target, schema(OF_1_3, OF_1_4)))).isEqualTo(OF_1_5);
    }

    private static void namesThePathOver140(OperatorException problem) {
        assertThat(problem.code()).isEqualTo(ErrorCode.STOP_REQUIRED);
        assertThat(problem.problem()).isEqualTo("the way from 1.3.0 to 1.5.0 leads through 1.4.0");
        assertThat(problem.found()).isEqualTo("1.3.0; path: 1.3.0 -> 1.4.0 -> 1.5.0");
        assertThat(problem.remedy().lines())
                .containsExactly(
                        "scripts/upgrade.sh 1.4.0   (first; then again: scripts/upgrade.sh 1.5.0)",
                        "or scripts/upgrade.sh 1.5.0 --through-stops"
                                + "   (all of it, each hop a complete upgrade with a bundle of its own)");
    }

    @Test
    void aPathOutOfAnArchiveIsWalkedWithTheArchive() {
        OperatorException problem = Planner.stopRequired(
                ReleaseVersion.parse("1.3.0"),
                List.of(ReleaseVersion.parse("1.4.0"), ReleaseVersion.parse("1.5.0")),
                " --from-archive f.tar");

        assertThat(problem.remedy().lines())
                .containsExactly(
                        "scripts/upgrade.sh 1.4.0 --from-archive f.tar"
                                + "   (first; then again: scripts/upgrade.sh 1.5.0 --from-archive f.tar)",
                        "or scripts/upgrade.sh 1.5.0 --from-archive f.tar --through-stops"
                                + "   (all of it, each hop a complete upgrade with a bundle of its own)");
    }

    @Test
    void aReleaseThatWithdrawsItselfIsNoTarget() {
        FetchedRelease target = Targets.release("1.5.0", List.of(), Map.of("1.5.0", "it loses labels"));

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> plan("1.3.0", target, schema(OF_1_3)))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_WITHDRAWN);
                    assertThat(problem.problem()).isEqualTo("release 1.5.0 was withdrawn: it loses labels");
                    assertThat(problem.remedy()).contains("scripts/upgrade.sh 1.4.0");
                });
    }

    @Test
    void aHopKnowsWhereTheWayLeads() {
        Plan plan = plan("1.3.0", Targets.release("1.4.0"), schema(OF_1_3));

        assertThat(plan.isHop()).isFalse();
        assertThat(plan.towards(ReleaseVersion.parse("1.5.0")).isHop()).isTrue();
        assertThat(plan.towards(ReleaseVersion.parse("1.5.0")).commandOnwards())
                .isEqualTo("scripts/upgrade.sh 1.5.0 --through-stops");
    }

    @Test
    void aPlanFromBeforeThereWereHopsLeadsToItsTarget() {
        Plan plan = plan("1.3.0", Targets.release("1.4.0"), schema(OF_1_3));
        ObjectNode written = PlanJson.write(plan);
        written.remove("goal");

        assertThat(PlanJson.read(written)).isEqualTo(plan);
    }

    @Test
    void theSameReleaseHasNothingPending() {
        assertThat(pending(plan("1.4.0", Targets.release("1.4.0"), schema(OF_1_3, OF_1_4))))
                .isEmpty();
    }

    @Test
    void aPlanThatWasWrittenDownIsReadBackEqual() throws JsonProcessingException {
        for (Plan plan : List.of(
                plan("1.3.0", Targets.release("1.5.0"), schema(OF_1_3)),
                plan("1.3.0", Targets.release("1.4.0"), schema(OF_1_3)).towards(ReleaseVersion.parse("1.5.0")),
                plan("1.4.0", Targets.release("1.4.0"), schema(OF_1_3, OF_1_4)).adopting("a-former-installation"),
                plan("1.4.0", Targets.release("1.4.0"), schema(OF_1_3, OF_1_4)))) {
            String written = PlanJson.write(plan).toPrettyString();

            assertThat(PlanJson.read(new ObjectMapper().readTree(written))).isEqualTo(plan);
        }
    }

    @Test
    void aPlanOfAnEarlierUpgraderChangesNoSettings() {
        ObjectNode written = PlanJson.write(plan("1.3.0", Targets.release("1.4.0"), schema(OF_1_3)));
        written.remove("settings");

        assertThat(PlanJson.read(written).settings()).isEqualTo(SettingChanges.NONE);
    }

    @Test
    void theWrittenPlanHasTheDocumentedForm() {
        assertThat(PlanJson.write(plan("1.3.0", Targets.release("1.4.0"), schema(OF_1_3)))
                        .get("migrations")
                        .get(0))
                .hasToString(
                        "{\"version\":\"1.4.0.1\",\"class\":\"online\",\"file\":\"V1.4.0.1__add_job_attempts.sql\","
                                + "\"summary\":\"jobs count their attempts\",\"scans\":[]}");
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
