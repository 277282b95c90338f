package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseFileTest {
    private static final String VALID = """
            contract: 1
            version: 1.5.0
            date: 2026-11-16
            upgrade:
              lowestSource: 1.3.0
            schema:
              version: 1.5.0.2
              oldestRelease: 1.5.0
            migrations:
              - version: 1.5.0.1
                file: V1.5.0.1__add_job_priority.sql
                class: online
                summary: jobs get a priority
              - version: 1.5.0.2
                file: V1.5.0.2__rename_name_to_title.sql
                class: offline
                summary: name becomes title
                scans: [documents, document_labels]
            services:
              - {name: api, image: piprio/api}
              - {name: web, image: piprio/web}
            infrastructure:
              - {name: postgres, image: piprio/postgres, tag: "17"}
            environment:
              - {name: PIPRIO_DOMAIN, required: true, secret: false, summary: the domain users see}
              - {name: PIPRIO_PORT, required: false, secret: false, default: "8080", summary: the port}
              - {name: PIPRIO_OLD, required: false, secret: true, deprecated: {since: 1.4.0, replacedBy: PIPRIO_NEW}, summary: old}
            notes: |
              One migration is offline.
            """;
    private static final String IMAGES = """
            images:
              - {name: piprio/api, tag: 1.5.0, digest: "%1$s"}
              - {name: piprio/web, tag: 1.5.0, digest: "%1$s"}
            """.formatted(Releases.DIGEST);

    private static List<String> problemsOf(String yaml) {
        InvalidReleaseException thrown =
                catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.parse(yaml, "r"));
        assertThat(thrown).as("an invalid release.yaml is refused").isNotNull();
        return thrown.problems().stream()
                .map(problem -> problem.replaceFirst(" \\(known here: .*?\\)", "")
                        .replaceFirst(" \\(line \\d+, column \\d+\\)$", ""))
                .toList();
    }

    private static List<String> rawProblemsOf(String yaml) {
        return catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.parse(yaml, "r"))
                .problems();
    }

    private static String changed(String from, String to) {
        assertThat(VALID).contains(from);
        return VALID.replace(from, to);
    }

    @Test
    void readsEveryKey() {
        Release release = ReleaseFile.parse(VALID + IMAGES, "r");

        assertThat(release.version()).hasToString("1.5.0");
        assertThat(release.date()).isEqualTo(LocalDate.of(2026, 11, 16));
        assertThat(release.lowestSource()).hasToString("1.3.0");
        assertThat(release.schemaVersion()).hasToString("1.5.0.2");
        assertThat(release.oldestRelease()).hasToString("1.5.0");
        assertThat(release.hasOfflineMigration()).isTrue();
        assertThat(release.migrations())
                .containsExactly(
                        new Migration(
                                MigrationVersion.parse("1.5.0.1"),
                                "V1.5.0.1__add_job_priority.sql",
                                MigrationClass.ONLINE,
                                "jobs get a priority",
                                List.of()),
                        new Migration(
                                MigrationVersion.parse("1.5.0.2"),
                                "V1.5.0.2__rename_name_to_title.sql",
                                MigrationClass.OFFLINE,
                                "name becomes title",
                                List.of("documents", "document_labels")));
        assertThat(release.services())
                .containsExactly(new ServiceImage("api", "piprio/api"), new ServiceImage("web", "piprio/web"));
        assertThat(release.infrastructure())
                .containsExactly(new InfrastructureImage("postgres", "piprio/postgres", "17"));
        assertThat(release.environment())
                .containsExactly(
                        new EnvironmentVariable("PIPRIO_DOMAIN", true, false, null, "the domain users see", null),
                        new EnvironmentVariable("PIPRIO_PORT", false, false, "8080", "the port", null),
                        new EnvironmentVariable(
                                "PIPRIO_OLD",
                                false,
                                true,
                                null,
                                "old",
                                new EnvironmentVariable.Deprecation(ReleaseVersion.parse("1.4.0"), "PIPRIO_NEW")));
        assertThat(release.notes()).isEqualTo("One migration is offline.\n");
        assertThat(release.images())
                .containsExactly(
                        new PublishedImage("piprio/api", "1.5.0", Releases.DIGEST),
                        new PublishedImage("piprio/web", "1.5.0", Releases.DIGEST));
    }

    @Test
    void theSourceCopyHasNoImages() {
        assertThat(ReleaseFile.parse(VALID, "r").images()).isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnce() {
        String yaml = VALID.replace("date: 2026-11-16", "date: 16.11.2026")
                        .replace("  lowestSource: 1.3.0\n", "  lowest: 1.3.0\n")
                        .replace("class: online", "class: maybe")
                        .replace("name: web", "name: api")
                + IMAGES.replace(Releases.DIGEST, "sha256:12")
                + "colour: blue\n";

        assertThat(problemsOf(yaml))
                .containsExactly(
                        "r: date: expected a date such as 2026-11-16, found \"16.11.2026\"",
                        "r: upgrade.lowestSource: missing",
                        "r: upgrade.lowest: unknown key",
                        "r: migrations[1].class: expected online or offline, found \"maybe\"",
                        "r: images[1].digest: expected sha256: and 64 hexadecimal digits, found \"sha256:12\"",
                        "r: images[2].digest: expected sha256: and 64 hexadecimal digits, found \"sha256:12\"",
                        "r: colour: unknown key");
    }

    @Test
    void tellsUnknownKeysAndBrokenRulesTogether() {
        String yaml = changed("name: web", "name: api").replace("lowestSource: 1.3.0", "lowestSource: 1.6.0")
                + "colour: blue\n";

        assertThat(problemsOf(yaml))
                .containsExactly(
                        "r: colour: unknown key",
                        "r: upgrade.lowestSource: 1.6.0 is newer than the release itself",
                        "r: services and infrastructure: api is there twice");
    }

    @ParameterizedTest
    @CsvSource({
        "contract",
        "version",
        "date",
        "upgrade",
        "schema",
        "migrations",
        "services",
        "infrastructure",
        "environment",
        "notes"
    })
    void missesEachKey(String key) {
        assertThat(problemsOf(VALID.replace("\n" + key + ":", "\nrenamed:").replaceFirst("^" + key + ":", "renamed:")))
                .contains("r: " + key + ": missing", "r: renamed: unknown key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: 1.5.0\\n           | version: 1.5\\n           | version: expected text, found 1.5 (put it in quotes)
            oldestRelease: 1.5.0       | oldestRelease: 1.6.0     | schema.oldestRelease: 1.6.0 is newer than the release itself
            version: 1.5.0.1           | version: 1.4.0.1         | migrations: 1.4.0.1 belongs to another release than 1.5.0
            file: V1.5.0.1__add        | file: V1.5.0.3__add      | migrations: the file of 1.5.0.1 is named V1.5.0.1__<name>.sql, not V1.5.0.3__add_job_priority.sql
            version: 1.5.0.1           | version: 1.5.0.2         | migrations: 1.5.0.2 must not follow 1.5.0.2
            '  version: 1.5.0.2\\n  old' | '  version: 1.5.0.1\\n  old' | schema.version: expected the last migration, 1.5.0.2, found 1.5.0.1
            required: true             | required: yes please     | 'environment[1].required: expected true or false, found "yes please"'
            required: false, secret: f | required: true, secret: f | environment: PIPRIO_PORT is required and therefore has no default
            PIPRIO_PORT                | PIPRIO_DOMAIN            | environment: PIPRIO_DOMAIN is there twice
            PIPRIO_PORT                | piprio.port              | 'environment[2].name: expected a name such as PIPRIO_DOMAIN, found "piprio.port"'
            image: piprio/web          | image: host:5/piprio/web:1 | 'services[2].image: expected a repository without registry and tag, such as piprio/api, found "host:5/piprio/web:1"'
            tag: "17"                  | tag: 17                  | infrastructure[1].tag: expected text, found 17 (put it in quotes)
            summary: jobs get a priority | summary: ""            | migrations[1].summary: expected text, found none
            summary: jobs get a priority | summary:               | migrations[1].summary: expected text, found null (put it in quotes)
            name: postgres             | name: web                | services and infrastructure: web is there twice
            since: 1.4.0               | since: soon              | 'environment[3].deprecated.since: "soon" is not a release version: expected three numbers such as 1.5.0'
            """)
    void namesTheProblem(String from, String to, String problem) {
        assertThat(problemsOf(changed(from.replace("\\n", "\n"), to.replace("\\n", "\n"))))
                .contains("r: " + problem);
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertThat(rawProblemsOf(VALID + "version: 1.6.0\n"))
                .containsExactly("r: not valid YAML: the key version is there twice (line 30, column 1)");
    }

    @Test
    void everyProblemNamesItsPlace() {
        assertThat(rawProblemsOf(changed("required: true", "required: 1").replace("upgrade:\n", "upgrade:\n  to: x\n")))
                .containsExactly(
                        "r: upgrade.to: unknown key (known here: lowestSource) (line 5, column 3)",
                        "r: environment[1].required: expected true or false, found 1 (line 26, column 27)");
        assertThat(rawProblemsOf(changed("  lowestSource: 1.3.0\n", "  lowest: 1.3.0\n")))
                .contains("r: upgrade.lowestSource: missing (line 4, column 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "7", "0", "-1"})
    void refusesAContractThatItDoesNotKnowWithoutLookingFurther(String contract) {
        assertThat(problemsOf("contract: " + contract + "\nwhatever: x\n"))
                .singleElement()
                .asString()
                .startsWith("r: contract: expected 1 or 2, found " + contract);
    }

    @Test
    void saysThatANewerUpgraderReadsANewerContract() {
        assertThat(problemsOf("contract: 3\n"))
                .containsExactly("r: contract: expected 1 or 2, found 3; a newer upgrader reads it");
    }

    @Test
    void refusesTheReleaseOfAnotherProduct() {
        assertThat(rawProblemsOf("contract: 2\nproduct: sentry\nversion: 1.0.0\n"))
                .containsExactly("r: product: expected piprio, found sentry (line 2, column 1)");
    }

    @Test
    void refusesAliasesTagsAndWhatIsTooLargeOrTooDeep() {
        String bomb = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assertThat(rawProblemsOf(bomb)).containsExactly("r: not valid here: an alias (line 1, column 4)");
        assertThat(rawProblemsOf("a: &a [*a]\n")).singleElement().asString().contains("an alias (line 1");
        assertThat(rawProblemsOf("a: !secret x\n")).singleElement().asString().contains("a tag, !secret (line 1");
        assertThat(rawProblemsOf("a: " + "[".repeat(50) + "]".repeat(50)))
                .singleElement()
                .asString()
                .contains("not valid YAML");
        assertThat(rawProblemsOf("a: " + "x".repeat(YamlTree.LARGEST)))
                .singleElement()
                .asString()
                .contains("larger than 1 MiB");
        assertThat(rawProblemsOf("? [a]\n: b\n")).singleElement().asString().contains("a key that is no text (line 1");
    }

    @Test
    void aFileThatIsTooLargeIsNotEvenRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("release.yaml");
        Files.write(file, new byte[YamlTree.LARGEST + 1]);

        assertThat(catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.read(file)))
                .hasMessageContaining(file + ": larger than 1 MiB");
    }

    @Test
    void aFileOfTheLargestSizeIsRead(@TempDir Path directory) throws IOException {
        String comment = "# ";
        Path file = directory.resolve("release.yaml");
        Files.writeString(file, VALID + comment + "x".repeat(YamlTree.LARGEST - VALID.length() - comment.length()));

        assertThat(Files.size(file)).isEqualTo(YamlTree.LARGEST);
        assertThat(ReleaseFile.read(file).version()).hasToString("1.5.0");
    }

    @Test
    void keysOfContract2AreUnknownInContract1() {
        assertThat(problemsOf(changed("notes:", "network: {lowestTls: none, subnet: automatic}\nnotes:")))
                .containsExactly("r: network: unknown key");
    }

    @Test
    void refusesWhatIsNoMapping() {
        assertThat(problemsOf("just text")).contains("r: expected keys with values");
        assertThat(problemsOf("")).contains("r: expected keys with values");
        assertThat(problemsOf("a: [")).singleElement().asString().contains("not valid YAML");
        assertThat(problemsOf(VALID + "---\n" + VALID)).isNotEmpty();
    }

    @Test
    void refusesAListThatIsNone() {
        assertThat(problemsOf(changed("infrastructure:\n", "infrastructure: none\nx:\n")))
                .contains("r: infrastructure: expected a list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"documents", "[Documents]", "[\"a; DROP TABLE b\"]", "[[documents]]", "{documents: 1}"})
    void tablesThatAMigrationScansAreAListOfNames(String value) {
        assertThat(problemsOf(changed("scans: [documents, document_labels]", "scans: " + value)))
                .singleElement()
                .asString()
                .startsWith("r: migrations[2].scans: expected a list, each the name of a table, found ");
    }

    @Test
    void aPublishedCopyHasADigestForEachServiceOfItsOwnVersion() {
        assertThat(problemsOf(VALID + IMAGES.replace("piprio/web, tag: 1.5.0", "piprio/web, tag: 1.4.0")))
                .containsExactly("r: images: piprio/web:1.5.0 is missing");
        assertThat(problemsOf(VALID + IMAGES.replace("piprio/web", "piprio/api")))
                .contains("r: images: piprio/api:1.5.0 is there twice", "r: images: piprio/web:1.5.0 is missing");
    }

    @Test
    void aReleaseWithoutMigrationsKeepsTheSchemaOfAnEarlierOne() {
        String none = VALID.replaceAll("(?s)migrations:.*services:", "migrations: []\nservices:");

        assertThat(problemsOf(none)).containsExactly("r: schema.version: 1.5.0.2 is not among the migrations");
        assertThat(ReleaseFile.parse(none.replace("version: 1.5.0.2", "version: 1.4.0.3"), "r")
                        .schemaVersion())
                .hasToString("1.4.0.3");
    }

    @Test
    void namesAFileThatCannotBeRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("release.yaml");

        InvalidReleaseException missing =
                catchThrowableOfType(InvalidReleaseException.class, () -> ReleaseFile.read(file));
        assertThat(missing).hasMessageContaining(file + ": cannot be read");

        Files.writeString(file, VALID);
        assertThat(ReleaseFile.read(file).version()).hasToString("1.5.0");
    }

    /** What could not be read is told once, and no rule judges what stands in for it. */
    @Test
    void whatCannotBeReadIsToldOnce() {
        assertThat(problemsOf(changed("- {name: web, image: piprio/web}", "- web")))
                .containsExactly("r: services[2]: expected keys with values");
        assertThat(problemsOf(changed("required: true, ", ""))).containsExactly("r: environment[1].required: missing");
        assertThat(problemsOf(changed("name: PIPRIO_PORT", "name: \"\"")))
                .containsExactly("r: environment[2].name: expected text, found none");
        assertThat(problemsOf(changed("date: 2026-11-16", "date: 5")))
                .containsExactly("r: date: expected text, found 5 (put it in quotes)");
        assertThat(problemsOf(changed("version: 1.5.0\ndate", "version: 1.5\ndate") + IMAGES))
                .containsExactly("r: version: expected text, found 1.5 (put it in quotes)");
        assertThat(problemsOf(changed("image: piprio/web", "image: host:5/web") + IMAGES))
                .singleElement()
                .asString()
                .startsWith("r: services[2].image: expected a repository");
    }

    @Test
    void onlyANewerContractAsksForANewerUpgrader() {
        assertThat(problemsOf("contract: 0\n")).containsExactly("r: contract: expected 1 or 2, found 0");
    }

    @Test
    void whatContract2SaysOfAMigrationIsUnknownInContract1() {
        assertThat(problemsOf(changed("class: online\n", "class: online\n    transactional: true\n")))
                .containsExactly("r: migrations[1].transactional: unknown key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpus: 2                            | cpus: 2.5                    | requires.cpus: expected a whole number from
            bundles: {writes: 1, restores: [1]} | bundles: {writes: 1}        | bundles.restores: missing
            restores: [1]                      | restores: []                 | bundles.restores: expected a list of whole numbers
            restores: [1]                      | restores: {a: 1}             | bundles.restores: expected a list of whole numbers
            restores: [1]                      | restores: [one]              | bundles.restores: expected a list of whole numbers
            """)
    void numbersAreWholeAndThere(String from, String to, String problem) {
        assertThat(Releases.complete()).contains(from);

        assertThat(problemsOf(Releases.complete().replace(from, to)))
                .singleElement()
                .asString()
                .startsWith("r: " + problem);
    }
}
