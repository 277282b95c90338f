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
    private static final int REFUSING_PORT = 9;
    private static final int SERVICE_PORT = 8080;
    private static final String READ_ITS_LOG =
            "read its log: docker compose -f docker-compose.onprem.yml logs --tail 50 proxy";

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
        say("set server " + server(service) + " addr 127.0.0.1 port " + REFUSING_PORT);
        demandPort(service, REFUSING_PORT);
    }

    @Override
    public void release(String service, String address) {
        say("set server " + server(service) + " addr " + address + " port " + SERVICE_PORT);
        say("set server " + server(service) + " state ready");
        demandPort(service, SERVICE_PORT);
    }

    @Override
    public int inFlight(String service) {
        return connections(service).used();
    }

    /** HAProxy says "no such server" in words and still ends with exit code 0, so what it does is looked at. */
    private void demandPort(String service, int port) {
        ServersConnections now = connections(service);
        if (!now.sendsTo(port)) {
            throw OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy sends requests elsewhere than told")
                    .expected(server(service) + " at port " + port)
                    .found(now.address() + " port " + now.port())
                    .remedy(READ_ITS_LOG)
                    .build();
        }
    }

    private ServersConnections connections(String service) {
        String answer = say("show servers conn " + service);
        return ServersConnections.read(answer, server(service))
                .orElseThrow(() -> OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy does not know the service")
                        .expected("server " + server(service) + " in config/proxy/haproxy.cfg")
                        .found(answer.isBlank() ? "no such server" : answer.strip())
                        .remedy("bring the file back from the install kit of the release that .env names, then: docker"
                                + " compose -f docker-compose.onprem.yml restart proxy")
                        .build());
    }

    @Override
    public void reload(String configuration) {
        Path file = installation.proxyConfiguration();
        // It is there from the check until the proxy was told: one that is left over means that it never was.
        Path candidate = file.resolveSibling("haproxy.cfg.new");
        try {
            if (Files.notExists(candidate)
                    && Files.exists(file)
                    && Files.readString(file).equals(configuration)) {
                return;
            }
            AtomicFiles.write(candidate, configuration.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
            ProcessResult check = exec(List.of("haproxy", "-c", "-f", CONFIGURATION + "haproxy.cfg.new"), Input.none());
            if (check.exitCode() != 0) {
                Files.delete(candidate);
                throw failed("the proxy refuses the configuration of the release", check);
            }
            AtomicFiles.write(file, configuration.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
            endHolds();
            Files.delete(candidate);
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the proxy configuration cannot be written")
                    .expected(file.toString())
                    .found(String.valueOf(e))
                    .remedy("mend the permissions, then run the command again")
                    .cause(e)
                    .build();
        }
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
                .remedy(READ_ITS_LOG)
                .build();
    }
}
