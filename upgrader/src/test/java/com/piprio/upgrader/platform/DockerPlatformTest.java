package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.ComposeProject;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.EngineVersions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.release.ImagePin;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DockerPlatformTest {
    private static final ImagePin API = new ImagePin("registry.example.com:5000/piprio/api", "1.5.0", "sha256:aa");
    private static final String COMPOSE =
            "docker compose -p piprio --project-directory /srv/piprio -f /srv/piprio/docker-compose.onprem.yml ";
    private static final String UP = COMPOSE + "up --detach --pull never --no-build --remove-orphans=false ";
    private static final ServiceContainer WORKER =
            new ServiceContainer("worker-id", "worker", 1, true, 0, 0, "sha256:image", "1.4.0", "172.20.0.7");

    private final ScriptedRunner runner = new ScriptedRunner().on("docker", "");
    private final DockerPlatform platform = new DockerPlatform(
            new DockerEngine(runner),
            new ComposeProject(
                    runner, Path.of("/srv/piprio"), Path.of("/srv/piprio/docker-compose.onprem.yml"), "piprio"),
            UnaryOperator.identity(),
            () -> new EngineVersions("27.1", "2.30"));

    @Test
    void pullsByDigestAndTagsJustThatAndSeesThatItIsSo() {
        runner.on("docker image inspect", "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"" + API.pinned() + "\"]}]");

        platform.pull(List.of(API));

        assertThat(runner.lines())
                .containsExactly(
                        "docker pull --quiet registry.example.com:5000/piprio/api@sha256:aa",
                        "docker tag registry.example.com:5000/piprio/api@sha256:aa"
                                + " registry.example.com:5000/piprio/api:1.5.0",
                        "docker image inspect registry.example.com:5000/piprio/api:1.5.0");
    }

    @Test
    void anImageThatIsAnotherOneAfterThePullIsRefused() {
        runner.on("docker image inspect", "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"any/api@sha256:bb\"]}]");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> platform.pull(List.of(API)))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
    }

    @Test
    void startsAServiceAndNothingElse() {
        platform.start("api");

        assertThat(runner.lines()).containsExactly(UP + "--no-deps api");
    }

    @Test
    void addsWorkersWithoutTouchingThoseThatRun() {
        platform.addWorkers(3);

        assertThat(runner.lines()).containsExactly(UP + "--no-deps --no-recreate --scale worker=3 worker");
    }

    private void oneApiRuns() {
        runner.on("docker ps", "id-1\n").on("docker container inspect id-1", """
                [{"Id":"id-1","Name":"/piprio-api-1","Image":"sha256:image","RestartCount":0,
                  "HostConfig":{"Memory":536870912},
                  "State":{"Status":"running","ExitCode":0,"StartedAt":"2026-11-24T08:15:00Z"},
                  "NetworkSettings":{"Networks":{}},
                  "Config":{"Image":"registry.example.com:5000/piprio/api:1.4.0","Labels":{
                    "com.docker.compose.project":"piprio","com.docker.compose.service":"api",
                    "com.docker.compose.container-number":"1"}}}]
                """);
    }

    @Test
    void containersAreLookedForAtEachQuestion() {
        oneApiRuns();

        assertThat(platform.containers()).hasSize(1);
        assertThat(platform.containers("api")).hasSize(1);
        runner.on("docker ps", "");
        assertThat(platform.containers()).isEmpty();
        assertThat(platform.memoryLimit("api")).isZero();

        assertThat(runner.lines())
                .filteredOn(line -> line.startsWith("docker ps"))
                .hasSize(4);
    }

    @Test
    void whoOnlyLooksSeesTheContainersOfOneMoment() {
        oneApiRuns();
        DockerPlatform looking = platform.lookingOnce();
        assertThat(runner.lines()).isEmpty();

        assertThat(looking.containers()).hasSize(1);
        runner.on("docker ps", "");
        assertThat(looking.containers("api")).hasSize(1);
        assertThat(looking.containers("worker")).isEmpty();
        assertThat(looking.memoryLimit("api")).isEqualTo(512L << 20);
        assertThat(looking.memoryLimit("worker")).isZero();

        assertThat(runner.lines()).hasSize(2);
        assertThat(platform.containers()).isEmpty();
    }

    @Test
    void preparesOneMoreContainerThanThereIs() {
        oneApiRuns();

        platform.prepare("api");

        assertThat(runner.lines())
                .last()
                .isEqualTo(COMPOSE + "create --pull never --no-build --no-recreate --scale api=2 api");
        assertThat(platform.memoryLimit("api")).isEqualTo(512L << 20);
    }

    @Test
    void stopsWithTheGraceOfTheComposeFile() {
        oneApiRuns();

        platform.stop("api");
        platform.remove(WORKER);

        assertThat(runner.lines())
                .endsWith("docker stop -t 45 id-1", "docker stop -t 45 worker-id", "docker rm --force worker-id");
    }

    @Test
    void anImageUnderTheTagWithAnotherDigestIsNotTheImage() {
        String inspect = "docker image inspect registry.example.com:5000/piprio/api:1.5.0";
        runner.on(inspect, "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"" + API.pinned() + "\"]}]");
        assertThat(platform.missing(List.of(API))).isEmpty();

        runner.on(
                inspect,
                "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"registry.example.com:5000/piprio/api@sha256:b\"]}]");
        assertThat(platform.missing(List.of(API))).containsExactly(API);

        runner.failing(inspect, "No such image").on("docker version", "{\"Server\":{\"Version\":\"27.1\"}}");
        assertThat(platform.missing(List.of(API))).containsExactly(API);
    }

    @Test
    void aContainerRunsAnImageWhenItsOwnHasTheDigest() {
        String inspect = "docker image inspect sha256:image";
        runner.on(inspect, "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"mirror.example.com/api@sha256:aa\"]}]");
        assertThat(platform.runs(WORKER, API)).isTrue();

        runner.on(inspect, "[{\"Id\":\"sha256:image\",\"RepoDigests\":[\"mirror.example.com/api@sha256:bb\"]}]");
        assertThat(platform.runs(WORKER, API)).isFalse();
    }

    @Test
    void seesContainersAsTheyAre() {
        runner.on("docker ps", "id-1\n").on("docker container inspect id-1", """
                [{"Id":"id-1","Name":"/piprio-worker-2","Image":"sha256:image","RestartCount":3,
                  "State":{"Status":"restarting","ExitCode":4,"StartedAt":"2026-11-24T08:15:00Z"},
                  "NetworkSettings":{"Networks":{}},
                  "Config":{"Image":"registry.example.com:5000/piprio/worker:1.5.0","Labels":{
                    "com.docker.compose.project":"piprio","com.docker.compose.service":"worker",
                    "com.docker.compose.container-number":"2","com.piprio.release":"1.5.0"}}}]
                """);

        List<ServiceContainer> containers = platform.containers("worker");

        assertThat(containers)
                .containsExactly(new ServiceContainer("id-1", "worker", 2, false, 3, 4, "sha256:image", "1.5.0", null));
        assertThat(containers.get(0).crashed()).isTrue();
        assertThat(platform.probe(containers.get(0))).isEqualTo(ServiceHealth.silent("not running"));
    }

    @Test
    void anApiThatDoesNotRunIsNotAsked() {
        ServiceContainer stopped = new ServiceContainer("id", "api", 1, false, 0, 0, "sha256:image", "1.5.0", null);

        assertThat(platform.deprecatedCalls(stopped).problem()).isEqualTo("no api runs");
    }

    @Test
    void findsTheLastWordsInTheLog() {
        runner.on("docker logs --tail 200 worker-id", "{\"level\":\"ERROR\",\"message\":\"refusing to start\"}\n");

        assertThat(platform.lastWords(WORKER)).contains("refusing to start");
    }
}
