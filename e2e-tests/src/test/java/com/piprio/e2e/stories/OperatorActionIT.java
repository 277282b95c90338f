package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Pace;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A release that wants something of its operators: what only they know is asked for before anything stops, what the
 * upgrade knows it writes itself, and the way back puts their file back.
 */
@Scenario
class OperatorActionIT {
    private static final String TARGET = "1.4.9";
    private static final String DEPRECATED = "GET /api/v1/exports";

    /** What an operator waits for without wondering. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(3);

    /** Where processes start slowly, a check may take as long as seven commands that ask nobody anything. */
    private static final int STARTS_OF_JAVA = 7;

    private final Platform platform;
    private Installation installation;
    private Snapshot before;
    private String environment;

    OperatorActionIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData("1.4.0");
        installation.env().set("PIPRIO_LOG_LEVEL", "WARN");
        platform.publish(release(TARGET, "1.4.0")
                .change(OperatorActionIT::changeSettings)
                .change(OperatorActionIT::deprecateTheListOfExports)
                .composeFile(text -> text.replace("${PIPRIO_LOG_LEVEL:-INFO}", "${PIPRIO_LOGGING:-INFO}")));
    }

    /** PIPRIO_MAIL_SENDER is new and required; PIPRIO_LOG_LEVEL is called PIPRIO_LOGGING from now on. */
    @SuppressWarnings("unchecked")
    private static void changeSettings(Map<String, Object> release) {
        List<Map<String, Object>> settings = (List<Map<String, Object>>) release.get("environment");
        Map<String, Object> level = settings.stream()
                .filter(setting -> "PIPRIO_LOG_LEVEL".equals(setting.get("name")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> renamed = new LinkedHashMap<>(level);
        renamed.put("name", "PIPRIO_LOGGING");
        renamed.put("since", TARGET);
        // Written with what is the same list, the file would have aliases, which a release may not.
        renamed.replaceAll((key, value) -> value instanceof List<?> list ? List.copyOf(list) : value);
        level.put("deprecated", Map.of("since", TARGET, "replacedBy", "PIPRIO_LOGGING"));
        settings.add(renamed);
        Map<String, Object> sender = new LinkedHashMap<>();
        sender.put("name", "PIPRIO_MAIL_SENDER");
        sender.put("required", true);
        sender.put("secret", false);
        sender.put("type", "text");
        sender.put("services", List.of());
        sender.put("summary", "address that mail comes from");
        settings.add(sender);
    }

    @SuppressWarnings("unchecked")
    private static void deprecateTheListOfExports(Map<String, Object> release) {
        Map<String, Object> api = (Map<String, Object>) release.get("api");
        Map<String, Object> notice = new LinkedHashMap<>();
        notice.put("operation", DEPRECATED);
        notice.put("since", TARGET);
        notice.put("sunset", "2099-12-31");
        api.put("deprecated", List.of(notice));
    }

    @Test
    @Order(1)
    void isRefusedWithTheLineToAddAndNothingIsChanged() {
        before = Snapshot.of(installation);

        installation
                .script("check", TARGET)
                .expectExit(3)
                .expectOutput("PIPRIO_MAIL_SENDER=…")
                .expectOutput("address that mail comes from")
                .expectOutput("PIPRIO_LOG_LEVEL becomes PIPRIO_LOGGING");
        installation
                .upgrade(TARGET)
                .expectRefusal("UPG-213")
                .expectOutput("PIPRIO_MAIL_SENDER=…")
                .expectOutput("scripts/check.sh " + TARGET);

        before.expectUnchanged(installation);
    }

    @Test
    @Order(2)
    void passesWithTheLineAndRewritesWhatItKnows() throws IOException {
        installation.env().set("PIPRIO_MAIL_SENDER", "piprio@example.org");
        installation.env().set("PIPRIO_OF_MINE", "1");
        environment = installation.env().text();

        platform.timed("check " + TARGET, () -> installation.script("check", TARGET))
                .expectExit(0)
                .expectOutput("WARNING PIPRIO_OF_MINE");
        installation.script("check", TARGET, "--output", "json").expectExit(0).expectOutput("\"fits\" : true");
        Pace start = Pace.ofThree(() -> installation.script("history").expectExit(0));
        Pace.ofThree(() -> installation.script("check", TARGET).expectExit(0))
                .expectBelow(LONGEST_CHECK, STARTS_OF_JAVA, start);
        installation.upgrade(TARGET).expectExit(0);

        RunningReleases.expect(installation, TARGET);
        assertThat(installation.env().text())
                .isEqualTo(environment
                        .replace("PIPRIO_VERSION=1.4.0", "PIPRIO_VERSION=" + TARGET)
                        .replace("PIPRIO_LOG_LEVEL=", "PIPRIO_LOGGING="));
        assertThat(kept()).hasSize(1).allSatisfy(file -> {
            assertThat(file).hasContent(environment);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
        String api = installation.compose().container("api").id();
        assertThat(Engine.docker("exec", api, "printenv", "PIPRIO_LOG_LEVEL")).isEqualToIgnoringWhitespace("WARN");
    }

    /** The upgrader asks the API at its container; clients cannot. */
    @Test
    @Order(3)
    void clientsOfWhatWillEndAreCountedAndTold() {
        String line = DEPRECATED + "  ";
        installation.script("check", TARGET).expectExit(0).expectNoOutput(line);

        installation
                .api()
                .request()
                .get(DEPRECATED.substring("GET ".length()))
                .then()
                .statusCode(200);

        installation.script("check", TARGET).expectExit(0).expectOutput(line + "1 call since 2");
        installation.api().request().get("/q/health/well").then().statusCode(404);
    }

    @Test
    @Order(4)
    void goesBackToTheFileOfBefore() throws IOException {
        installation.rollback().expectExit(4);

        RunningReleases.expect(installation, "1.4.0");
        assertThat(installation.env().text()).isEqualTo(environment);
        assertThat(kept()).isEmpty();
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(installation.directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".env.before-"))
                    .toList();
        }
    }
}
