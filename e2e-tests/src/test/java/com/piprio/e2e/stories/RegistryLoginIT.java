package com.piprio.e2e.stories;

import com.piprio.e2e.docker.HttpFront;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Folders;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that wants a login, of Docker and of the upgrader: that of the Docker client does for both, and is nowhere told. */
@Nightly
@Scenario
class RegistryLoginIT {

    private static final String PASSWORD = "s3cret-of-the-registry";
    private static final String TARGET = "1.5.0";

    private final Platform platform;
    private Installation installation;
    private Snapshot before;
    private Path client;
    private HttpFront registry;

    RegistryLoginIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.shared("1.4.0");
        before = Snapshot.of(installation);
    }

    @BeforeEach
    void guard() throws IOException {
        client = Files.createTempDirectory("piprio-e2e-client-");
        registry = HttpFront.of(
                platform.registry(),
                "acl alice req.hdr(authorization) -m str \"Basic " + base64("alice:" + PASSWORD) + "\"",
                "http-request return status 401 hdr WWW-Authenticate 'Basic realm=\"tests\"' unless alice");
    }

    @AfterEach
    void open() throws IOException {
        registry.close();
        Folders.remove(client);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void configuration(String json) throws IOException {
        Files.writeString(client.resolve("config.json"), json.replace("REGISTRY", registry.address()));
    }

    private Run plan() {
        String usual = installation.env().value("PIPRIO_REGISTRY");
        installation.env().set("PIPRIO_REGISTRY", registry.address());
        try {
            return installation
                    .scriptWith(
                            Map.of("DOCKER_CONFIG", client.toString(), "PATH", client + ":" + System.getenv("PATH")),
                            "plan",
                            TARGET)
                    .expectNoOutput(PASSWORD);
        } finally {
            installation.env().set("PIPRIO_REGISTRY", usual);
            before.expectUnchanged(installation);
        }
    }

    @Test
    void withoutALoginTheLineToTypeIsNamed() {
        plan().expectRefusal("UPG-313")
                .expectOutput("no credentials: there is no " + client.resolve("config.json"))
                .expectOutput("docker login " + registry.address());
    }

    @Test
    void aWrongLoginIsRefused() throws IOException {
        configuration("{\"auths\":{\"REGISTRY\":{\"auth\":\"" + base64("alice:" + PASSWORD + "x") + "\"}}}");

        plan().expectRefusal("UPG-313").expectOutput("credentials: the entry for " + registry.address());
    }

    @Test
    void theLoginInTheFileOfTheDockerClientDoes() throws IOException {
        configuration("{\"auths\":{\"REGISTRY\":{\"auth\":\"" + base64("alice:" + PASSWORD) + "\"}}}");

        plan().expectExit(0).expectOutput(TARGET);
    }

    @Test
    void theLoginThatAHelperProgramKeepsDoes() throws IOException {
        Path helper = Files.writeString(client.resolve("docker-credential-tests"), """
                #!/bin/sh
                read -r server
                printf '{"ServerURL":"%%s","Username":"alice","Secret":"%s"}\\n' "$server"
                """.formatted(PASSWORD));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        configuration("{\"credHelpers\":{\"REGISTRY\":\"tests\"}}");

        plan().expectExit(0).expectOutput(TARGET);
    }
}
