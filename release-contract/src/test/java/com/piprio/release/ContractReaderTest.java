package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections that contract 2 added: every value arrives where it belongs, and each wrong one is named. */
class ContractReaderTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final ReleaseVersion V1_3_0 = ReleaseVersion.parse("1.3.0");
    private static final ReleaseVersion V1_4_0 = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion V1_5_0 = ReleaseVersion.parse("1.5.0");

    @Test
    void readsEveryKeyOfContract2() {
        OperatorContract contract = ReleaseFile.parse(Releases.complete(), "r").contract();

        assertThat(contract)
                .isEqualTo(new OperatorContract(
                        List.of(V1_4_0),
                        List.of(new Withdrawal(ReleaseVersion.parse("1.4.1"), "it loses labels")),
                        new Requirements("20.10", "2.24", 4096, 2, List.of("amd64"), List.of("17")),
                        Map.of(
                                "api",
                                new Container(
                                        8080,
                                        512,
                                        "10001",
                                        List.of("NET_ADMIN"),
                                        List.of("ai.example.org"),
                                        "rest",
                                        List.of("rest")),
                                "postgres",
                                new Container(5432, 512, "902", List.of(), List.of(), "db", List.of("db"))),
                        Map.of(
                                MigrationVersion.parse("1.5.0.1"),
                                new MigrationDetails(SHA256, true, true, false, List.of("pgcrypto"), V1_4_0)),
                        List.of(new ConfigurationFile(
                                ".env",
                                ConfigurationFile.Owner.OPERATOR,
                                2,
                                List.of(1, 2),
                                true,
                                "0600",
                                true,
                                false,
                                "settings.env",
                                SHA256,
                                List.of(new ConfigurationFile.Key("a", true, true)),
                                "settings")),
                        List.of(new PublishedPort("api", 8080, "tcp", "0.0.0.0", 80, true, List.of("PIPRIO_PORT"))),
                        List.of(new Volume(
                                "data", "postgres", "/data", "local", true, "postgresql-17", V1_3_0, "old-data")),
                        new Network("none", "automatic"),
                        new BundleFormats(1, List.of(1)),
                        new Api(
                                "openapi.json",
                                List.of(new Api.DeprecatedOperation(
                                        "GET /api/v1/runs",
                                        V1_5_0,
                                        LocalDate.of(2026, 11, 16),
                                        LocalDate.of(2027, 6, 1),
                                        "GET /api/v1/jobs"))),
                        new CustomerSchemaRules(List.of("text"), List.of("name"), List.of("C7")),
                        List.of(new Declaration("E7", "PIPRIO_PORT", "a safer one"))));
    }

    @Test
    void readsWhatContract2SaysOfAVariable() {
        Release release = ReleaseFile.parse(Releases.complete(), "r");

        assertThat(release.environment().get(0).details())
                .isEqualTo(new VariableDetails(
                        VariableDetails.Type.INTEGER,
                        1L,
                        9L,
                        List.of("1"),
                        List.of("api"),
                        V1_3_0,
                        true,
                        List.of("value", "file")));
    }

    @Test
    void whatNeedNotBeThereStandsForItsDefault() {
        Release release = ReleaseFile.parse(
                Releases.complete()
                        .replace(", movedFrom: settings.env", "")
                        .replace(", mergesOverrides: false", "")
                        .replace(", migrated: true", "")
                        .replace(", enabled: true", "")
                        .replace("port: 8080, ", "")
                        .replace(", minimum: 1, maximum: 9", "")
                        .replace(" sources: [value, file],", "")
                        .replace(" since: 1.3.0,", "")
                        .replace(" announced: 2026-11-16,", "")
                        .replace(" generated: true,", ""),
                "r");
        OperatorContract contract = release.contract();
        VariableDetails variable = release.environment().get(0).details();

        assertThat(contract.files().get(0).movedFrom()).isNull();
        assertThat(contract.files().get(0).mergesOverrides()).isFalse();
        assertThat(contract.files().get(0).migrated()).isFalse();
        assertThat(contract.ports().get(0).enabled()).isTrue();
        assertThat(contract.container("api").port()).isNull();
        assertThat(variable.minimum()).isNull();
        assertThat(variable.sources()).containsExactly("value");
        assertThat(variable.since()).isNull();
        assertThat(contract.api().deprecated().get(0).announced()).isNull();
        assertThat(variable.generated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpus: 2              | cpus: 0            | requires.cpus: expected a whole number from 1 to 1000, found 0
            cpus: 2              | cpus: 1001         | requires.cpus: expected a whole number from 1 to 1000, found 1001
            cpus: 2              | cpus: 2147483648   | requires.cpus: expected a whole number from 1 to 1000, found 2147483648
            cpus: 2              | cpus: two          | 'requires.cpus: expected a whole number from 1 to 1000, found "two"'
            minimum: 1           | minimum: low       | 'environment[1].minimum: expected a whole number, found "low"'
            port: 8080           | port: 65536        | services[1].port: expected a whole number from 1 to 65535, found 65536
            reads: [1, 2]        | reads: []          | files[1].reads: expected a list of whole numbers, found []
            reads: [1, 2]        | reads: 1           | files[1].reads: expected a list of whole numbers, found 1
            reads: [1, 2]        | reads: [one]       | 'files[1].reads: expected a list of whole numbers, found ["one"]'
            owner: operator      | owner: nobody      | 'files[1].owner: expected operator or release, found "nobody"'
            path: .env           | path: ../etc       | 'files[1].path: expected a path below the installation, found "../etc"'
            type: integer        | type: number       | 'environment[1].type: expected text, integer, boolean or choice, found "number"'
            since: 1.5.0, ann    | since: 1.5.1, ann  | api.deprecated: GET /api/v1/runs is deprecated since 1.5.1, which is newer
            1.5.0, announced: 2026-11-16 | 1.4.0 | 'api.deprecated: GET /api/v1/runs needs announced, the day of release 1.4.0'
            stops: [1.4.0]       | stops: [soon]      | 'upgrade.stops: expected a list, each a release such as 1.5.0, found ["soon"]'
            stops: [1.4.0]       | stops: [1.5.0]     | upgrade.stops: 1.5.0 is not older than the release itself
            {version: 1.4.1,     | {version: 1.5.1,   | upgrade.withdrawn: 1.5.1 is newer than the release itself
            {version: 1.4.1,     | {                  | upgrade.withdrawn[1].version: missing
            """)
    void namesTheProblem(String from, String to, String problem) {
        String yaml = Releases.complete();
        assertThat(yaml).contains(from);

        assertThat(catchThrowableOfType(
                                InvalidReleaseException.class, () -> ReleaseFile.parse(yaml.replace(from, to), "r"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("r: " + problem);
    }

    /** Its description is published again then, for those who would take the newest. */
    @Test
    void aReleaseMayWithdrawItself() {
        assertThat(ReleaseFile.parse(Releases.complete().replace("{version: 1.4.1,", "{version: 1.5.0,"), "r")
                        .withdrawals())
                .extracting(Withdrawal::version)
                .containsExactly(V1_5_0);
    }

    @ParameterizedTest
    @CsvSource({"cpus: 2, cpus: 1", "cpus: 2, cpus: 1000", "port: 8080, port: 1", "port: 8080, port: 65535"})
    void takesTheBoundsThemselves(String from, String to) {
        assertThat(ReleaseFile.parse(Releases.complete().replace(from, to), "r").contract())
                .isNotNull();
    }
}
