package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeProjectTest {
    private static final String COMPOSE =
            "docker compose -p piprio --project-directory /srv/piprio -f /srv/piprio/docker-compose.onprem.yml ";
    private static final String UP = COMPOSE + "up --detach --pull never --no-build --remove-orphans=false";
    private static final String LIST =
            "docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=piprio"
                    + " --filter label=com.docker.compose.oneoff=False";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RecordingRunner runner = new RecordingRunner();
    private final ComposeProject project = new ComposeProject(
            runner, Path.of("/srv/piprio"), Path.of("/srv/piprio/docker-compose.onprem.yml"), "piprio");

    @Test
    void findsContainersByLabelsIncludingStoppedOnes() throws IOException {
        runner.answer("222\n111\n").answerResource("container-inspect.json");

        List<Container> containers = project.containers();

        assertThat(runner.lines()).containsExactly(LIST, "docker container inspect 222 111");
        assertThat(containers).extracting(Container::service).containsExactly("api", "worker");
        assertThat(containers.get(0)).satisfies(api -> {
            assertThat(api.state()).isEqualTo(Container.State.EXITED);
            assertThat(api.exitCode()).isEqualTo(3);
            assertThat(api.health()).isEqualTo(Container.Health.NONE);
            assertThat(api.address()).isNull();
            assertThat(api.serving()).isFalse();
        });
        assertThat(containers.get(1).serving()).isTrue();
    }

    @Test
    void findsTheContainersOfOneService() {
        runner.answer("\n");

        assertThat(project.containers("api")).isEmpty();
        assertThat(runner.lines()).containsExactly(LIST + " --filter label=com.docker.compose.service=api");
    }

    @Test
    void looksAgainWhenAContainerWentAwayInBetween() throws IOException {
        runner.answer("222\n333\n")
                .fail(1, "[{}]", "no such container")
                .answer("222\n")
                .answerResource("container-inspect.json");

        assertThat(project.containers()).hasSize(2);
        assertThat(runner.commands).hasSize(4);
    }

    @Test
    void givesUpLookingAfterThreeTimes() {
        runner.answer("2")
                .fail(1, "[]", "x")
                .answer("2")
                .fail(1, "[]", "x")
                .answer("2")
                .fail(1, "[]", "last");

        OperatorException thrown = catchThrowableOfType(OperatorException.class, project::containers);

        assertThat(thrown.code()).isEqualTo(ErrorCode.COMMAND_FAILED);
        assertThat(thrown.found()).isEqualTo("exit code 1: last");
    }

    @Test
    void neverPullsBuildsOrAsksOnUp() {
        runner.answer("");

        project.up(UpOptions.standard(), List.of(), LIMIT);

        Command command = runner.commands.get(0);
        assertThat(command).hasToString(UP);
        assertThat(command.input()).isEqualTo(Input.none());
        assertThat(command.directory()).isEqualTo(Path.of("/srv/piprio"));
        assertThat(command.environment()).isEmpty();
        assertThat(command.timeLimit()).isEqualTo(LIMIT);
    }

    @Test
    void makesOneMoreContainerWithoutStartingOrReplacingAny() {
        runner.answer("");

        project.create("api", 2, LIMIT);

        assertThat(runner.lines())
                .containsExactly(UP.replace("up --detach --pull never --no-build --remove-orphans=false", "create")
                        + " --pull never --no-build --no-recreate --scale api=2 api");
    }

    @Test
    void passesOptionsOfUp() {
        runner.answer("").answer("");

        project.up(
                UpOptions.standard()
                        .withoutDependencies()
                        .keepingExisting()
                        .scaled("worker", 3)
                        .scaled("api", 2)
                        .withGrace(Duration.ofSeconds(45))
                        .withEnvironment("PIPRIO_VERSION", "1.5.0"),
                List.of("api", "worker"),
                LIMIT);
        project.up(UpOptions.standard().replacingAll(), List.of("web"), LIMIT);

        assertThat(runner.lines())
                .containsExactly(
                        UP + " --no-deps --no-recreate -t 45 --scale api=2 --scale worker=3 api worker",
                        UP + " --force-recreate web");
        assertThat(runner.commands.get(0).environment()).isEqualTo(Map.of("PIPRIO_VERSION", "1.5.0"));
    }

    @Test
    void optionsOfUpPrintNoValues() {
        assertThat(UpOptions.standard().withEnvironment("KEY", "s3cret").toString())
                .contains("KEY")
                .doesNotContain("s3cret");
    }

    @Test
    void containersAreNotBothKeptAndReplaced() {
        assertThatThrownBy(() -> new UpOptions(false, true, true, Map.of(), null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(UpOptions.standard().replacingAll().keepingExisting().forceRecreate())
                .isFalse();
        assertThat(UpOptions.standard().keepingExisting().replacingAll().noRecreate())
                .isFalse();
    }

    @Test
    void judgesUpByItsExitCode() {
        runner.fail(17, "", "some words").fail(0, "", "Error: these words mean nothing");

        OperatorException thrown = catchThrowableOfType(
                OperatorException.class, () -> project.up(UpOptions.standard(), List.of("api"), LIMIT));
        project.up(UpOptions.standard(), List.of("api"), LIMIT);

        assertThat(thrown.code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(thrown.problem()).isEqualTo("Docker Compose cannot start api");
        assertThat(thrown.found()).isEqualTo("exit code 17: some words");
    }

    @Test
    void removesSomeAndNotNone() {
        runner.answer("");

        project.remove("abc", "def");
        project.remove();

        assertThat(runner.lines()).containsExactly("docker rm --force abc def");
    }

    @Test
    void readsTheComposeFileThroughCompose() {
        runner.answer("web\napi\n\n").answer("{}").fail(15, "", "services.api.image is missing");

        assertThat(project.serviceNames()).containsExactly("api", "web");
        assertThat(project.config()).isEqualTo("{}");
        OperatorException thrown = catchThrowableOfType(OperatorException.class, project::config);

        assertThat(thrown.code()).isEqualTo(ErrorCode.COMPOSE_FILE_INVALID);
        assertThat(runner.lines())
                .containsExactly(
                        COMPOSE + "config --services",
                        COMPOSE + "config --format json",
                        COMPOSE + "config --format json");
    }
}
