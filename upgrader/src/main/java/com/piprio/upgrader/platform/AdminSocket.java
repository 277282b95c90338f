package com.piprio.upgrader.platform;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.Pause;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speaks to HAProxy inside the proxy's container. Somebody may restart or replace that container in the middle of a run: what
 * was said is said again to the one that comes back, so whatever is said must be repeatable.
 */
final class AdminSocket {
    static final String READ_ITS_LOG = "read its log: docker compose -f docker-compose.onprem.yml logs --tail 50 proxy";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A proxy that restarts is away for its stop time of 10 s and a moment. */
    private static final int ATTEMPTS = 20;

    private static final Duration APART = Duration.ofSeconds(1);

    private final DockerEngine docker;
    private final Platform platform;
    private final Consumer<Duration> pause;

    /** Kept from one command to the next, because looking it up takes longer than most commands. */
    private String container = "";

    AdminSocket(DockerEngine docker, Platform platform) {
        this(docker, platform, Pause::of);
    }

    /** @param pause lets time pass while the proxy may be restarting */
    AdminSocket(DockerEngine docker, Platform platform, Consumer<Duration> pause) {
        this.docker = docker;
        this.platform = platform;
        this.pause = pause;
    }

    /**
     * The answer to these commands, given all in one go: each exec into the container costs about a tenth of a second, in
     * the pause of a cut-over as well.
     *
     * @throws OperatorException {@code PROXY_FAILED} when nobody answers for as long as a restart takes
     */
    String say(String... commands) {
        List<String> argv = List.of("socat", "-", "UNIX-CONNECT:/run/haproxy/admin.sock");
        Input words = Input.bytes((String.join("; ", commands) + "\n").getBytes(StandardCharsets.UTF_8));
        ProcessResult result = exec(argv, words);
        for (int attempt = 1; !result.ok() && attempt < ATTEMPTS; attempt++) {
            pause.accept(APART);
            result = exec(argv, words);
        }
        if (!result.ok()) {
            throw failed("the proxy's admin socket does not answer", result);
        }
        return result.stdout();
    }

    /** Runs a program beside HAProxy, once. */
    ProcessResult exec(List<String> argv, Input input) {
        if (container.isEmpty()) {
            container = Infrastructure.find(platform, "proxy").id();
        }
        ProcessResult result = docker.exec(container, argv, input, Output.text(), LIMIT);
        Optional<String> another = result.ok() ? Optional.empty() : anotherContainer();
        if (another.isPresent()) {
            // Somebody made the proxy anew; nothing reached the old one.
            container = another.get();
            return exec(argv, input);
        }
        return result;
    }

    private Optional<String> anotherContainer() {
        return platform.containers("proxy").stream()
                .filter(ServiceContainer::running)
                .map(ServiceContainer::id)
                .filter(id -> !id.equals(container))
                .findFirst();
    }

    static OperatorException failed(String problem, ProcessResult result) {
        return OperatorException.of(ErrorCode.PROXY_FAILED, problem)
                .expected("exit code 0")
                .found("exit code " + result.exitCode() + ": " + result.stderr().strip())
                .remedy(READ_ITS_LOG)
                .build();
    }
}
