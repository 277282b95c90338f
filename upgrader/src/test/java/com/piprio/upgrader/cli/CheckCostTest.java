package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.image.TestLayer;
import com.piprio.upgrader.release.FakeRegistry;
import com.piprio.upgrader.release.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check asks Docker as little as it can: each command takes as long as all the rest of the program that waits for it. */
class CheckCostTest {
    private static final String CONTAINER = """
            {"Id":"%1$s-id","Name":"/piprio-%1$s-1","Image":"sha256:image","RestartCount":0,
             "State":{"Status":"running","ExitCode":0,"StartedAt":"2026-11-24T08:15:00Z"},
             "NetworkSettings":{"Networks":{"piprio_default":{"IPAddress":"127.0.0.1"}}},
             "Config":{"Image":"registry.example.com:5000/piprio/%1$s:1.4.0","Labels":{
               "com.docker.compose.project":"piprio","com.docker.compose.service":"%1$s",
               "com.docker.compose.container-number":"1"}}}""";

    private static final String IMAGES = """
            images:
              - {name: piprio/api, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/worker, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/scheduler, tag: 1.5.0, digest: "sha256:%1$s"}
              - {name: piprio/web, tag: 1.5.0, digest: "sha256:%1$s"}
            """.formatted("0".repeat(64));

    @TempDir
    private Path directory;

    @TempDir
    private Path carried;

    private final FakeRegistry registry = new FakeRegistry();
    private final ScriptedRunner runner = new ScriptedRunner();
    private final Listening line = new Listening();

    @BeforeEach
    void publish() throws IOException {
        InstallationDirectory.in(
                directory, InstallationDirectory.environmentWith("PIPRIO_REGISTRY", registry.address()));
        Files.writeString(carried.resolve("release.yaml"), Repository.read("releases/1.5.0/release.yaml") + IMAGES);
        Files.writeString(carried.resolve("docker-compose.onprem.yml"), "services: {}");
        Files.writeString(carried.resolve("haproxy.cfg"), "# proxy");
        for (String version : List.of("1.3.0", "1.4.0", "1.5.0")) {
            Path folder = Files.createDirectories(carried.resolve("catalogue").resolve(version));
            for (String file : List.of("release.yaml", "openapi.json")) {
                Files.writeString(folder.resolve(file), Repository.read("releases/" + version + "/" + file));
            }
        }
        new Publisher().trustedBy(directory).sign(carried);
        registry.tags("{\"tags\":[\"1.4.0\",\"1.5.0\"]}")
                .image("piprio/release", "1.5.0", TestLayer.of(carried).gzip());
        runner.on("docker version", "{\"Server\":{\"Version\":\"24.0.5\"}}")
                .on("docker compose version", "{\"version\":\"2.26.1\"}")
                .on("docker ps", "api-id\npostgres-id\n")
                .on(
                        "docker container inspect",
                        "[" + CONTAINER.formatted("api") + "," + CONTAINER.formatted("postgres") + "]");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private CheckCommand check() {
        CheckCommand check = new CheckCommand(line.console());
        check.main = new Main();
        check.main.directory = directory;
        check.archive = new ArchiveOption(runner);
        return check;
    }

    @Test
    void dockerIsAskedForItsVersionsAndOnceForTheContainers() {
        assertThat(check().call()).isIn(0, 3);

        assertThat(line.out()).contains("1.5.0");
        assertThat(runner.lines())
                .containsExactlyInAnyOrder(
                        "docker version --format {{json .}}",
                        "docker compose version --format json",
                        "docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=piprio"
                                + " --filter label=com.docker.compose.oneoff=False",
                        "docker container inspect api-id postgres-id");
        assertThat(registry.requests())
                .filteredOn(request -> !request.contains("/blobs/"))
                .containsExactly("GET /v2/piprio/release/tags/list", "GET /v2/piprio/release/manifests/1.5.0");
    }

    @Test
    void anEngineThatIsTooOldIsRefusedAllTheSame() {
        runner.on("docker version", "{\"Server\":{\"Version\":\"19.3.0\"}}");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> check().call())
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.ENGINE_TOO_OLD));
        assertThat(line.out()).isEmpty();
    }
}
