package com.piprio.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.api.wrong.KnowsTheRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API may know of the tooling: the written contract, in one package. */
class ArchitectureTest {

    private static final String CONTRACT = "com.piprio.api.contract..";
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.piprio.api");

    private static final ArchRule RULES_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage(CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.piprio.release..")
            .as("one package knows release-contract");

    private static final ArchRule RULES_KNOW_NO_TRANSPORT = noClasses()
            .that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "java.sql..", "com.piprio.api.web..", "com.piprio.api.start..")
            .as("what is promised knows nothing of HTTP or the database");

    @Test
    void onePackageKnowsTheContract() {
        RULES_IN_ONE_PACKAGE.check(API);
        RULES_KNOW_NO_TRANSPORT.check(API);
        assertThat(API.stream().map(type -> type.getPackageName())).contains("com.piprio.api.contract");
    }

    @Test
    void aSecondPackageThatKnowsItIsFound() {
        JavaClasses wrong = new ClassFileImporter().importClasses(KnowsTheRules.class);

        assertThat(RULES_IN_ONE_PACKAGE.evaluate(wrong).hasViolation()).isTrue();
    }

    /** Only the contract: nothing else of the tooling is on the class path. */
    @Test
    void nothingElseOfTheToolingIsThere() {
        for (String module : List.of("operator", "compose", "backup", "upgrader")) {
            assertThat(new ClassFileImporter().importPackages("com.piprio." + module).stream())
                    .as(module)
                    .isEmpty();
        }
    }
}
