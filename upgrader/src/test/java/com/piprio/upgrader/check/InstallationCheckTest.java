package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Checked.older;
import static com.piprio.upgrader.check.Checked.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EngineVersions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Release;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole checks: what a path of upgrades comes to, what is told besides, and what an upgrade refuses with. */
class InstallationCheckTest {
    private static final String LENIENT = "mode: \"0600\", unknownKeysRefused: false";
    private static final String STRICT = "mode: \"0600\", unknownKeysRefused: true";

    private static final String MIGRATIONS = "schema: {version: 1.5.0.1, oldestRelease: 1.5.0}\nmigrations: []";
    private static final String OFFLINE = "schema: {version: 1.7.0.1, oldestRelease: 1.7.0}\nmigrations:\n"
            + "  - {version: 1.7.0.1, file: V1.7.0.1__next.sql, summary: next, class: offline}";

    @TempDir
    private Path directory;

    private Checked installation;

    @BeforeEach
    void prepare() {
        installation = new Checked(directory);
    }

    private static Release lenient() {
        return newer(STRICT, LENIENT);
    }

    @Test
    void anInstallationThatNothingConcernsFits() {
        CheckResult result = installation.upgradeTo(lenient());

        assertThat(result.fits()).isTrue();
        assertThat(result.changes()).isEqualTo(SettingChanges.NONE);
        assertThat(result.target()).hasToString("1.6.0");
    }

    @Test
    void anUnknownKeyIsANoteUnlessTheReleaseRefusesIt() {
        installation.set("PIPRIO_TYPO=1").set("COMPOSE_PROFILES=a").set("MINE=1");
        installation.write("compose.override.yaml", "a: ${MINE}\n");

        CheckResult noted = installation.upgradeTo(lenient());
        assertThat(noted.fits()).isTrue();
        assertThat(noted.warnings())
                .contains("PIPRIO_TYPO in .env is not known to release 1.6.0: correct its spelling, or remove it")
                .noneMatch(warning -> warning.startsWith("MINE ") || warning.startsWith("COMPOSE_"));
        assertThat(installation.upgradeTo(newer("notes: none", "notes: some")).fits())
                .isFalse();
    }

    @Test
    void whatOneRuleRefusesIsNotToldByAnother() {
        Release required = Checked.added(
                "environment",
                "{name: PIPRIO_NEW, required: true, secret: true, type: text, services: [], summary: new}");

        assertThat(rules(installation.upgradeTo(required), 0))
                .contains("E2 PIPRIO_NEW action")
                .noneMatch(hit -> hit.startsWith("F11"));
    }

    @Test
    void aHostThatWasTooSmallBeforeIsAWarning() {
        installation.on(new Host(new EngineVersions("20.10.24", "2.26.1"), 2000, 2, "amd64"));

        CheckResult result = installation.upgradeTo(lenient());
        assertThat(result.fits()).isTrue();
        assertThat(result.warnings()).contains("release 1.6.0 asks for 4096 MB of memory, here 2000");
        assertThat(installation
                        .upgradeTo(newer("memoryMegabytes: 4096", "memoryMegabytes: 8192"))
                        .warnings())
                .noneMatch(warning -> warning.contains("asks for"));
    }

    @Test
    void editsOfTheComposeFileAreToldAndCountAsUse() throws IOException {
        Path kept = Files.createDirectories(directory.resolve(".piprio/releases/1.5.0"));
        Files.writeString(kept.resolve(Installation.COMPOSE_FILE), "services:\n  api: {level: $PIPRIO_LEVEL}\n");
        installation.write(
                Installation.COMPOSE_FILE, "services:\n  api: {level: $PIPRIO_LEVEL}\n  mine: {a: $PIPRIO_PORT}\n");
        OperatorFiles files = OperatorFiles.read(installation.installation());

        assertThat(files.references("PIPRIO_LEVEL"))
                .as("the release's own line")
                .isEmpty();
        assertThat(files.references("PIPRIO_PORT")).containsExactly("docker-compose.onprem.yml:3");
        assertThat(installation.upgradeTo(lenient()).warnings())
                .anyMatch(warning -> warning.startsWith("docker-compose.onprem.yml was edited"));
    }

    @Test
    void theFirstUpgradeTakesEditsOfTheComposeFileAway() throws IOException {
        Path kept = Files.createDirectories(directory.resolve(".piprio/releases/1.5.0"));
        Files.writeString(kept.resolve(Installation.COMPOSE_FILE), "services: {}\n");
        installation.write(Installation.COMPOSE_FILE, "services: {a: $PIPRIO_LEVEL}\n");
        Release same = newer("1.6.0", "notes: none", "notes: some");
        Release removed = newer("1.7.0", "PIPRIO_LEVEL", "PIPRIO_LOG");

        assertThat(rules(installation.along(older(), removed), 0)).contains("E3 PIPRIO_LEVEL action");
        assertThat(rules(installation.along(older(), same, removed), 1)).contains("E3 PIPRIO_LEVEL unused");
    }

    @Test
    void theProxysConfigurationIsHeldAgainstWhatItsReleaseBrought() throws IOException {
        String edited = "config/proxy/haproxy.cfg was edited";
        Path kept = Files.createDirectories(directory.resolve(".piprio/releases/1.5.0"));
        Files.writeString(kept.resolve("haproxy.cfg"), "maxconn 1\n");
        installation.write("config/proxy/haproxy.cfg", "maxconn 1\n");

        assertThat(installation.upgradeTo(lenient()).warnings()).noneMatch(warning -> warning.startsWith(edited));
        installation.write("config/proxy/haproxy.cfg", "maxconn 2\n");
        assertThat(installation.upgradeTo(lenient()).warnings()).anyMatch(warning -> warning.startsWith(edited));
    }

    @Test
    void theHashThatAReleaseNamesTellsAnEditWithoutAnyCopy() {
        installation.write(Installation.COMPOSE_FILE, "services: {}\n");
        OperatorFiles files = OperatorFiles.read(installation.installation());

        assertThat(files.editedFiles(shipping(files.sha256(Installation.COMPOSE_FILE))))
                .isEmpty();
        assertThat(files.editedFiles(shipping("b".repeat(64)))).containsExactly(Installation.COMPOSE_FILE);
        assertThat(files.editedFiles(older())).as("neither hash nor copy").isEmpty();
    }

    /** Release 1.5.0 whose Compose file has this hash. */
    private static Release shipping(String sha256) {
        return older(
                "path: compose.yml, owner: release, format: 1, reads: [1], mode: \"0644\",",
                "path: docker-compose.onprem.yml, owner: release, format: 1, reads: [1], mode: \"0644\", sha256: "
                        + sha256 + ",");
    }

    @Test
    void eachHopSaysHowTheApiWouldChangeOverAndWhatTheWayBackTakes() {
        CheckResult result = installation.along(
                older(), newer("1.6.0", "notes: none", "notes: some"), newer("1.7.0", MIGRATIONS, OFFLINE));

        assertThat(result.hops().get(0).outlook())
                .containsExactly(
                        "cut-over    side-by-side: no offline migration; a second API needs 640.0 MiB of memory,"
                                + " 2.0 GiB are free",
                        "way back    previous images alone; nothing would be lost");
        assertThat(result.hops().get(1).outlook())
                .containsExactly(
                        "cut-over    hold: 1 offline migration, the source must not run on the new schema;"
                                + " predicted pause 6.0 s is within the hold limit of 20.0 s",
                        "way back    previous images, and restore of the backup once an offline migration was"
                                + " applied");
        assertThat(result.stops()).hasToString("[1.6.0]");
        assertThat(installation
                        .withoutDatabase()
                        .upgradeTo(lenient())
                        .hops()
                        .get(0)
                        .outlook())
                .contains("cut-over    not known: the database does not answer");
    }

    @Test
    void anOperationThatTheTargetLacksIsToldWithItsCalls() {
        Release successor = newer("{operation: GET /old, ", "{operation: GET /old, replacedBy: GET /docs, ");
        installation.api("\"/old\"", "\"/older\"").called("GET /old", 412);

        List<EndingOperation> operations = installation.upgradeTo(successor).operations();

        assertThat(operations).hasSize(1).allSatisfy(operation -> {
            assertThat(operation.operation()).isEqualTo("GET /old");
            assertThat(operation.goneWith()).hasToString("1.6.0");
            assertThat(operation.sunset()).isEqualTo("2027-11-16");
            assertThat(operation.useInWords())
                    .isEqualTo("412 calls since 2026-11-29T12:00:00Z, the last at 2026-11-29T12:31:07Z");
            assertThat(operation.successor()).isEqualTo("GET /docs");
            assertThat(operation.link()).hasValue("</docs>; rel=\"successor-version\"");
        });
    }

    @Test
    void anOperationThatNobodyCallsIsToldOnlyWhenItsEndIsNear() {
        Release same = newer("notes: none", "notes: some");

        assertThat(installation.ending(LocalDate.parse("2027-08-17"), same)).isEmpty();
        assertThat(installation.ending(LocalDate.parse("2027-08-18"), same))
                .extracting(EndingOperation::useInWords)
                .containsExactly("no call since 2026-11-29T12:00:00Z");
        assertThat(installation.called("GET /old", 1).ending(LocalDate.parse("2026-11-29"), same))
                .hasSize(1);
    }

    @Test
    void anApiThatCannotBeAskedIsNotTakenForOneThatNobodyCalls() {
        CheckResult result = installation.withoutApi().upgradeTo(newer("notes: none", "notes: some"));

        assertThat(result.operations()).isEmpty();
        assertThat(result.warnings())
                .contains("whether clients call deprecated operations of the API is not known: no api runs");
        assertThat(installation.ending(LocalDate.parse("2027-11-16"), lenient()))
                .allSatisfy(operation -> {
                    assertThat(operation.use()).isEmpty();
                    assertThat(operation.useInWords()).isEqualTo("its calls are not known: no api runs");
                })
                .hasSize(1);
    }

    @Test
    void filesThatComposeFileNamesAreOverrides() {
        installation.set("COMPOSE_FILE=docker-compose.onprem.yml:mine.yml").write("mine.yml", "a: ${PIPRIO_LEVEL}\n");

        OperatorFiles files = OperatorFiles.read(installation.installation());
        assertThat(files.overrides()).containsExactly("mine.yml");
        assertThat(files.references("PIPRIO_LEVEL")).containsExactly("mine.yml:1");
    }

    @Test
    void aReleaseAloneIsHeldAgainstTheFileOnly() {
        CheckResult result = installation.without("PIPRIO_KEY").along(older());

        assertThat(rules(result, 0)).contains("F11 PIPRIO_KEY action");
        assertThat(result.refusing()).isNotEmpty();
    }

    @Test
    void anUpgradeRefusesWithTheExactLinesAndWithoutAnyValue() {
        Release required = newer(
                "  # environment",
                "  - {name: PIPRIO_NEW, required: true, secret: true, type: text, services: [], summary: key of the mail"
                        + " server}");
        OperatorException refusal =
                installation.set("PIPRIO_PORT=marker-port").upgradeTo(required).refusal(directory.resolve(".env"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INSTALLATION_UNFIT);
        assertThat(refusal.found()).contains("PIPRIO_NEW: new required variable (key of the mail server)");
        assertThat(refusal.remedy())
                .contains(
                        "\n  PIPRIO_NEW=…",
                        "\n  PIPRIO_PORT=…",
                        directory.resolve(".env").toString(),
                        "scripts/check.sh 1.6.0");
        assertThat(refusal.found() + refusal.remedy()).doesNotContain("marker-");
    }

    @Test
    void aDiskThatIsTooSmallStandsInTheWay() {
        CheckResult result = installation.upgradeTo(lenient()).with(InstallationCheck.lackingDisk("8 GiB are missing"));

        assertThat(result.fits()).isFalse();
        assertThat(rules(result, 0)).contains("S6 disk block");
    }

    @Test
    void whatOneHopGeneratesTheNextOneFinds() {
        String entry =
                "  - {name: PIPRIO_SALT, required: true, secret: true, type: text, generated: true, services: [],"
                        + " summary: salt}";
        Release first = newer("1.6.0", "  # environment", entry);
        Release second = newer("1.7.0", "  # environment", entry);

        CheckResult result = installation.along(older(), first, second);

        assertThat(result.changes().generated()).containsExactly("PIPRIO_SALT");
        assertThat(result.refusing())
                .extracting(hit -> hit.difference().subject())
                .doesNotContain("PIPRIO_SALT");
    }

    @Test
    void whatOneRuleFindsHarmlessAnotherMayRefuse() {
        CheckResult result = installation.set("PIPRIO_PORT=eighty").upgradeTo(newer("maximum: 65535, ", ""));

        assertThat(rules(result, 0)).contains("E6 PIPRIO_PORT unused", "F10 PIPRIO_PORT action");
    }
}
