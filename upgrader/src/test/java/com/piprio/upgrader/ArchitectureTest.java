package com.piprio.upgrader;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.wrong.KnowsTooMuch;
import com.piprio.upgrader.failpoint.FailpointWrapping;
import com.piprio.upgrader.run.StepWrapping;
import com.piprio.upgrader.wrong.SpeaksForItself;
import com.piprio.upgrader.wrong.left.Left;
import com.piprio.upgrader.wrong.right.Right;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom in the tooling; each rule is shown to find what breaks it. */
class ArchitectureTest {
    private static final JavaClasses TOOLING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.piprio");
    private static final JavaClasses WRONG = new ClassFileImporter()
            .importClasses(
                    Left.class,
                    Right.class,
                    SpeaksForItself.class,
                    KnowsTooMuch.class,
                    FailpointWrapping.class,
                    StepWrapping.class);

    private static final String CLI = "com.piprio.upgrader.cli..";

    private static final ArchRule CONTRACT_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("com.piprio.release..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.piprio.operator..",
                    "com.piprio.signing..",
                    "com.piprio.compose..",
                    "com.piprio.backup..",
                    "com.piprio.upgrader..")
            .as("release-contract knows no other module");

    private static final ArchRule COMPOSE_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAnyPackage("com.piprio.operator..", "com.piprio.signing..", "com.piprio.compose..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.piprio.release..", "com.piprio.backup..", "com.piprio.upgrader..")
            .as("compose-client knows no other module");

    private static final ArchRule BACKUP_KNOWS_COMPOSE_ONLY = noClasses()
            .that()
            .resideInAPackage("com.piprio.backup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.piprio.release..", "com.piprio.upgrader..")
            .as("backup-restore knows compose-client only");

    private static final ArchRule PICOCLI_IN_CLI_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .as("only the command line parses options");

    private static final ArchRule SPEAKING_IN_CLI_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "console")
            .as("only the command line speaks to the operator");

    private static final ArchRule EXIT_IN_CLI_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .callMethod(System.class, "exit", int.class)
            .as("only the command line ends the process");

    private static final ArchRule PROCESSES_IN_COMPOSE_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("com.piprio.compose..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .as("only compose-client starts processes");

    private static final ArchRule NO_CYCLES =
            slices().matching("com.piprio.(**)").should().beFreeOfCycles().as("no cycles between packages");

    private static final ArchRule RUNS_KNOW_NO_DOCKER = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.piprio.upgrader.run..", "com.piprio.upgrader.plan..", "com.piprio.upgrader.report..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("com\\.piprio\\.compose\\.(Docker|Compose|Process|SystemProcess|Command).*")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.sql..")
            .as("runs act through their ports only");

    private static final ArchRule NOTHING_AROUND_STEPS = noClasses()
            .that()
            .doNotBelongToAnyOf(StepWrapping.class)
            .should()
            .implement(StepWrapping.class)
            .as("the product lays nothing around steps: failpoints are in tests only");

    static List<ArchRule> rulesWithANegative() {
        return List.of(
                CONTRACT_KNOWS_NOBODY,
                PICOCLI_IN_CLI_ONLY,
                SPEAKING_IN_CLI_ONLY,
                EXIT_IN_CLI_ONLY,
                PROCESSES_IN_COMPOSE_ONLY,
                NOTHING_AROUND_STEPS,
                NO_CYCLES);
    }

    static List<ArchRule> rulesOfTheSameForm() {
        return List.of(COMPOSE_KNOWS_NOBODY, BACKUP_KNOWS_COMPOSE_ONLY, RUNS_KNOW_NO_DOCKER);
    }

    @ParameterizedTest
    @MethodSource({"rulesWithANegative", "rulesOfTheSameForm"})
    void holds(ArchRule rule) {
        rule.check(TOOLING);
    }

    @ParameterizedTest
    @MethodSource("rulesWithANegative")
    void canFail(ArchRule rule) {
        assertThat(rule.evaluate(WRONG).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    @Test
    void looksAtAllModules() {
        for (String module :
                List.of("release", "operator", "signing", "compose", "backup", "upgrader.cli", "upgrader.run")) {
            assertThat(TOOLING.stream().map(type -> type.getPackageName())).contains("com.piprio." + module);
        }
    }
}
