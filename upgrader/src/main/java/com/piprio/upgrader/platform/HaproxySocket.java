package com.piprio.upgrader.platform;

import com.piprio.compose.AtomicFiles;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Drives HAProxy over its admin socket inside the proxy container (contract, section 5). Each backend's server has the
 * service's own name.
 */
public final class HaproxySocket implements Proxy {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CONFIGURATION = "/etc/piprio/proxy/";

    private final DockerEngine docker;
    private final Platform platform;
    private final Installation installation;

    public HaproxySocket(DockerEngine docker, Platform platform, Installation installation) {
        this.docker = docker;
        this.platform = platform;
        this.installation = installation;
    }

    /** A port that refuses: requests wait and retry, and the resolver may set the address back without harm. */
    @Override
    public void hold(String service) {
        say("set server " + server(service) + " addr 127.0.0.1 port 9");
    }

    @Override
    public void release(String service, String address) {
        say("set server " + server(service) + " addr " + address + " port 8080");
        say("set server " + server(service) + " state ready");
    }

    @Override
    public int inFlight(String service) {
        return ServersConnections.used(say("show servers conn " + service), server(service));
    }

    @Override
    public void reload(String configuration) {
        Path file = installation.proxyConfiguration();
        try {
            if (Files.exists(file) && Files.readString(file).equals(configuration)) {
                return;
            }
            Path candidate = file.resolveSibling("haproxy.cfg.new");
            AtomicFiles.write(candidate, configuration.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
            ProcessResult check = exec(List.of("haproxy", "-c", "-f", CONFIGURATION + "haproxy.cfg.new"), Input.none());
            Files.delete(candidate);
            if (check.exitCode() != 0) {
                throw failed("the proxy refuses the configuration of the release", check);
            }
            AtomicFiles.write(file, configuration.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the proxy configuration cannot be written")
                    .expected(file.toString())
                    .found(String.valueOf(e))
                    .remedy("mend the permissions, then run the command again")
                    .cause(e)
                    .build();
        }
        endHolds();
    }

    /** A reload: HAProxy keeps what was set over the socket in memory only. */
    @Override
    public void endHolds() {
        docker.signal(container(), "USR2");
    }

    private static String server(String service) {
        return service + "/" + service;
    }

    private String say(String command) {
        ProcessResult result = exec(
                List.of("socat", "-", "UNIX-CONNECT:/run/haproxy/admin.sock"),
                Input.bytes((command + "\n").getBytes(StandardCharsets.UTF_8)));
        if (result.exitCode() != 0) {
            throw failed("the proxy's admin socket does not answer", result);
        }
        return result.stdout();
    }

    private ProcessResult exec(List<String> argv, Input input) {
        return docker.exec(container(), argv, input, Output.text(), LIMIT);
    }

    private String container() {
        return Infrastructure.find(platform, "proxy").id();
    }

    private static OperatorException failed(String problem, ProcessResult result) {
        return OperatorException.of(ErrorCode.PROXY_FAILED, problem)
                .expected("exit code 0")
                .found("exit code " + result.exitCode() + ": " + result.stderr().strip())
                .remedy("read its log: docker compose -f docker-compose.onprem.yml logs --tail 50 proxy")
                .build();
    }
}
