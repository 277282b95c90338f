package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineTest {
    private static final String VERSION = "docker version --format {{json .}}";

    private final RecordingRunner runner = new RecordingRunner();
    private final DockerEngine engine = new DockerEngine(runner);

    private static OperatorException thrownBy(ThrowingCallable call) {
        OperatorException thrown = catchThrowableOfType(OperatorException.class, call);
        assertThat(thrown).as("an OperatorException").isNotNull();
        return thrown;
    }

    @Test
    void readsBothVersions() throws IOException {
        runner.answerResource("docker-version-20.10.json").answerResource("compose-version-2.26.json");

        EngineVersions versions = engine.versions();

        assertThat(versions).isEqualTo(new EngineVersions("20.10.24+dfsg1", "2.26.1-4"));
        assertThat(runner.lines()).containsExactly(VERSION, "docker compose version --format json");
    }

    @Test
    void comparesVersionsByNumber() {
        EngineVersions versions = new EngineVersions("20.10.24+dfsg1", "2.26.1-4");

        assertThat(versions.engineAtLeast(20, 10)).isTrue();
        assertThat(versions.engineAtLeast(20, 11)).isFalse();
        assertThat(versions.engineAtLeast(19, 99)).isTrue();
        assertThat(versions.engineAtLeast(23, 0)).isFalse();
        assertThat(versions.composeAtLeast(2, 26)).isTrue();
        assertThat(versions.composeAtLeast(2, 27)).isFalse();
        assertThat(new EngineVersions("library-import", "dev").engineAtLeast(99, 0))
                .isTrue();
    }

    @Test
    void tellsAnEngineThatDoesNotAnswer() {
        runner.fail(1, "", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.");

        OperatorException thrown = thrownBy(engine::versions);

        assertThat(thrown.code()).isEqualTo(ErrorCode.DOCKER_UNAVAILABLE);
        assertThat(thrown.found()).startsWith("exit code 1: Cannot connect");
    }

    @Test
    void tellsAnEngineThatIsNotThereThoughTheCommandSucceeds() throws IOException {
        runner.answerResource("docker-version-no-engine.json");

        assertThat(thrownBy(engine::versions).code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
    }

    @Test
    void tellsAMissingComposePlugin() throws IOException {
        runner.answerResource("docker-version-20.10.json").fail(125, "", "unknown flag: --format");

        assertThat(thrownBy(engine::versions).code()).isEqualTo(ErrorCode.COMPOSE_UNAVAILABLE);
    }

    @Test
    void tellsAnAnswerThatIsNoJson() {
        runner.answer("Version: 20.10");

        assertThat(thrownBy(engine::versions).code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
        runner.answer("");
        assertThat(thrownBy(engine::versions).code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
    }

    @Test
    void readsAnImage() throws IOException {
        runner.answerResource("image-inspect.json").answerResource("image-inspect-scratch.json");

        assertThat(engine.image("127.0.0.1:5000/piprio/api:1.5.0"))
                .hasValue(new Image(
                        "sha256:9a1c2b3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
                        List.of("127.0.0.1:5000/piprio/api@sha256:"
                                + "1f2e3d4c5b6a79880716253443526170899aabbccddeeff00112233445566778"),
                        Map.of("com.piprio.release", "1.5.0")));
        assertThat(engine.image("x")).hasValue(new Image("sha256:aa", List.of(), Map.of()));
        assertThat(runner.lines()).contains("docker image inspect 127.0.0.1:5000/piprio/api:1.5.0");
    }

    @Test
    void anImageIsMissingOnlyWhenTheEngineAnswers() throws IOException {
        runner.fail(1, "[]", "").answerResource("docker-version-20.10.json");
        assertThat(engine.image("x")).isEmpty();

        runner.fail(1, "[]", "").fail(1, "", "");
        assertThat(thrownBy(() -> engine.image("x")).code()).isEqualTo(ErrorCode.DOCKER_UNAVAILABLE);
    }

    @Test
    void readsAContainer() throws IOException {
        runner.answerResource("container-inspect.json");

        assertThat(engine.container("222"))
                .hasValue(new Container(
                        "2".repeat(64),
                        "piprio-worker-2",
                        "worker",
                        2,
                        "sha256:9a1c2b3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
                        "127.0.0.1:5000/piprio/worker:1.4.0",
                        Container.State.RUNNING,
                        Container.Health.HEALTHY,
                        0,
                        3,
                        Instant.parse("2026-11-16T10:00:01.123456789Z"),
                        512L << 20,
                        "172.18.0.6",
                        Map.of(
                                "com.docker.compose.project", "piprio",
                                "com.docker.compose.service", "worker",
                                "com.docker.compose.container-number", "2",
                                "com.docker.compose.oneoff", "False")));
        assertThat(runner.lines()).containsExactly("docker container inspect 222");
    }

    @Test
    void volumesOfTheWholeProjectAreFoundAndNothingElse() throws IOException {
        runner.answerResource("container-inspect.json")
                .answer("111\n222\n")
                .answerResource("container-inspect.json")
                .answer("""
                        [{"Mounts": [{"Type": "volume", "Source": "/volumes/piprio_postgres-data/_data"},
                                     {"Type": "bind", "Source": "/srv/piprio/config/proxy"}]},
                         {"Mounts": [{"Type": "volume", "Source": "/volumes/piprio_object-data/_data"}]}]""");

        assertThat(engine.volumesAround("222"))
                .containsExactly(
                        Path.of("/volumes/piprio_object-data/_data"), Path.of("/volumes/piprio_postgres-data/_data"));
    }

    @Test
    void readsAContainerThatNeverRanAndIsNotOfCompose() throws IOException {
        runner.answerResource("container-inspect-created.json");

        assertThat(engine.container("333")).hasValueSatisfying(container -> {
            assertThat(container.service()).isEmpty();
            assertThat(container.number()).isZero();
            assertThat(container.state()).isEqualTo(Container.State.CREATED);
            assertThat(container.health()).isEqualTo(Container.Health.STARTING);
            assertThat(container.startedAt()).isEqualTo("0001-01-01T00:00:00Z");
            assertThat(container.address()).isNull();
            assertThat(container.serving()).isFalse();
        });
    }

    @Test
    void aStateThatDockerInventsLaterIsAnErrorAndNotAGuess() {
        runner.answer("""
                [{"Id": "1", "Name": "/a", "Image": "sha256:a", "Config": {"Image": "a", "Labels": {}},
                  "State": {"Status": "dreaming", "StartedAt": "0001-01-01T00:00:00Z"}}]
                """);

        OperatorException thrown = thrownBy(() -> engine.container("1"));

        assertThat(thrown.code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
        assertThat(thrown.found()).contains("DREAMING");
    }

    @Test
    void pullsQuietlyWithinItsLimit() {
        runner.answer("").fail(1, "", "no such host");

        engine.pull("r/piprio/api@sha256:12", Duration.ofMinutes(7));

        assertThat(runner.lines()).containsExactly("docker pull --quiet r/piprio/api@sha256:12");
        assertThat(runner.commands.get(0).timeLimit()).isEqualTo(Duration.ofMinutes(7));
        OperatorException thrown = thrownBy(() -> engine.pull("r/a:1", Duration.ofMinutes(7)));
        assertThat(thrown.code()).isEqualTo(ErrorCode.PULL_FAILED);
        assertThat(thrown.problem()).isEqualTo("cannot pull r/a:1");
        assertThat(thrown.found()).isEqualTo("exit code 1: no such host");
    }

    @Test
    void tellsWhyAPullFailedWhereAnOperatorWouldDoSomethingElse() {
        runner.fail(1, "", "Error response from daemon: toomanyrequests: rate limit exceeded")
                .fail(1, "", "unexpected status from HEAD request: 429 Too Many Requests")
                .fail(1, "", "failed to register layer: write /x: no space left on device");

        assertThat(thrownBy(() -> engine.pull("r/a:1", Duration.ofMinutes(7))).code())
                .isEqualTo(ErrorCode.REGISTRY_BUSY);
        assertThat(thrownBy(() -> engine.pull("r/a:1", Duration.ofMinutes(7))).code())
                .isEqualTo(ErrorCode.REGISTRY_BUSY);
        assertThat(thrownBy(() -> engine.pull("r/a:1", Duration.ofMinutes(7))).code())
                .isEqualTo(ErrorCode.DISK_FULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error response from daemon: unauthorized: authentication required",
                "Error response from daemon: pull access denied for r/a: denied: requested access is denied",
                "Error response from daemon: Head \"https://r.example.com/v2/\": no basic auth credentials"
            })
    void aPullThatWantsALoginNamesTheLine(String words) {
        runner.fail(1, "", words);

        OperatorException thrown = thrownBy(() -> engine.pull("r.example.com:5000/a@sha256:12", Duration.ofMinutes(7)));

        assertThat(thrown.code()).isEqualTo(ErrorCode.REGISTRY_LOGIN);
        assertThat(thrown.remedy()).contains("docker login r.example.com:5000\n");
    }

    @Test
    void anEngineThatMayNotBeUsedIsNoMatterOfALogin() {
        runner.fail(1, "", "dial unix /var/run/docker.sock: connect: permission denied");

        assertThat(thrownBy(() -> engine.pull("r/a:1", Duration.ofMinutes(7))).code())
                .isEqualTo(ErrorCode.PULL_FAILED);
    }

    @Test
    void aContainerRanOutOfMemoryWhenItOrTheEngineSaysSo() {
        runner.answer("[{\"State\":{\"OOMKilled\":true}}]")
                .answer("[{\"State\":{\"OOMKilled\":false}}]")
                .answer("oom\n")
                .answer("[{\"State\":{\"OOMKilled\":false}}]")
                .answer("");

        assertThat(engine.ranOutOfMemory("222")).isTrue();
        assertThat(engine.ranOutOfMemory("222")).isTrue();
        assertThat(engine.ranOutOfMemory("222")).isFalse();
        assertThat(runner.lines())
                .last()
                .isEqualTo("docker events --since 10m --until 0s --filter container=222 --filter event=oom"
                        + " --format {{.Action}}");
    }

    @Test
    void runsAProgramInAContainerAndLeavesItsExitCodeToTheCaller() {
        runner.fail(3, "", "").answer("ok");
        Duration limit = Duration.ofSeconds(9);

        Output output = Output.stream(OutputStream.nullOutputStream());

        ProcessResult result = engine.exec("abc", List.of("pg_dump", "-Fc"), Input.none(), output, limit);
        engine.exec("abc", List.of("psql"), Input.bytes(new byte[0]), Output.text(), limit);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(runner.lines()).containsExactly("docker exec abc pg_dump -Fc", "docker exec --interactive abc psql");
        assertThat(runner.commands.get(0).output()).isEqualTo(output);
        assertThat(runner.commands.get(0).timeLimit()).isEqualTo(limit);
    }

    @Test
    void runsAProgramBesideAServerWithoutRightsOfItsOwn() {
        runner.fail(3, "", "");
        ToolContainer tools = new ToolContainer(
                "abc", "sha256:1", "1000:1001", Path.of("/srv/a,b \"c\""), false, Map.of("PGPASSWORD", "pass-word"));

        ProcessResult result = engine.run(tools, List.of("pg_restore", "-l", "/mounted/x"), Duration.ofSeconds(9));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(runner.lines())
                .containsExactly("docker run --rm --init --pull never --network container:abc --user 1000:1001"
                        + " --userns host --security-opt label=disable --security-opt no-new-privileges --cap-drop ALL"
                        + " --read-only --no-healthcheck --log-driver none --cpu-shares 128 --env PGPASSWORD"
                        + " --mount type=bind,\"source=/srv/a,b \"\"c\"\"\",target=/mounted,readonly"
                        + " --entrypoint pg_restore sha256:1 -l /mounted/x");
        assertThat(runner.commands.get(0).environment()).containsExactly(Map.entry("PGPASSWORD", "pass-word"));
        assertThat(runner.commands.get(0).timeLimit()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void onlyAProgramThatWritesMayWrite() {
        runner.answer("");

        engine.run(
                new ToolContainer("abc", "sha256:1", "0:0", Path.of("/srv"), true, Map.of()),
                List.of("pg_dump"),
                Duration.ofSeconds(9));

        assertThat(runner.lines().get(0)).contains("target=/mounted --entrypoint");
    }

    @Test
    void drivesSingleContainers() {
        runner.answer("").answer("").answer("").answer("").answer("").fail(0, "out\n", "err\n");

        engine.tag("a@sha256:1", "a:1");
        engine.start("abc");
        engine.stop("abc", Duration.ofSeconds(45));
        engine.signal("abc", "SIGUSR2");
        engine.remove(List.of("abc", "def"));
        engine.remove(List.of());

        assertThat(engine.logs("abc", 50)).isEqualTo("out\nerr\n");
        assertThat(runner.lines())
                .containsExactly(
                        "docker tag a@sha256:1 a:1",
                        "docker start abc",
                        "docker stop -t 45 abc",
                        "docker kill --signal SIGUSR2 abc",
                        "docker rm --force abc def",
                        "docker logs --tail 50 abc");
        assertThat(runner.commands.get(2).timeLimit()).isGreaterThan(Duration.ofSeconds(45));
    }
}
