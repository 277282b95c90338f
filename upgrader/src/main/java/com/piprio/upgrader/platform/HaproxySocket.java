package com.piprio.upgrader.platform;

import com.piprio.compose.AtomicFiles;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Drives HAProxy over its admin socket inside the proxy container (contract, section 5). A backend has a slot with the
 * service's own name, and one called next for the time in which two containers of the service run.
 */
public final class HaproxySocket implements Proxy {
    private static final String CONFIGURATION = "/etc/piprio/proxy/";
    private static final int REFUSING_PORT = 9;
    private static final int SERVICE_PORT = 8080;
    private static final String MAINTENANCE = "virt@maintenance message";

    private final DockerEngine docker;
    private final Platform platform;
    private final Installation installation;
    private final AdminSocket socket;

    public HaproxySocket(DockerEngine docker, Platform platform, Installation installation) {
        this(docker, platform, installation, new AdminSocket(docker, platform));
    }

    HaproxySocket(DockerEngine docker, Platform platform, Installation installation, AdminSocket socket) {
        this.docker = docker;
        this.platform = platform;
        this.installation = installation;
        this.socket = socket;
    }

    /**
     * A port that refuses, so that the resolver may set the address back without harm, for one request at a time: it
     * tries again and again, and the others keep their place in the queue.
     */
    @Override
    public void hold(String service) {
        String slot = slot(service);
        demandPort(
                slot,
                REFUSING_PORT,
                socket.say(
                        atMost(slot, 1),
                        address(slot, "127.0.0.1", REFUSING_PORT),
                        state(slot, "ready"),
                        connections(service)));
    }

    @Override
    public void share(String service, String address, int percent) {
        String next = nextSlot(service);
        // The weights first: with two servers ready, each would get a half.
        demandPort(
                next,
                SERVICE_PORT,
                socket.say(
                        weight(slot(service), 100 - percent),
                        weight(next, percent),
                        address(next, address, SERVICE_PORT),
                        state(next, "ready"),
                        connections(service)));
    }

    @Override
    public int divert(String service, String address) {
        String from = slot(service);
        String to = nextSlot(service);
        // The new one first: with none ready, requests would fail.
        String answer = socket.say(
                address(to, address, SERVICE_PORT), state(to, "ready"), state(from, "maint"), connections(service));
        demandPort(to, SERVICE_PORT, answer);
        ServersConnections left = row(from, answer);
        // A proxy that restarted meanwhile came back with the pinned address in the first slot.
        return left.address().equals(address) ? 0 : left.used();
    }

    @Override
    public void pin(String service, String address) {
        AtomicFiles.write(
                stateFile(), ServerState.serving(service, address).getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    }

    @Override
    public void unpin() {
        try {
            Files.deleteIfExists(stateFile());
        } catch (IOException e) {
            throw unwritable(stateFile(), e);
        }
    }

    private Path stateFile() {
        return installation.proxyConfiguration().resolveSibling("server-state");
    }

    @Override
    public int admit(String service, String address, int atOnce) {
        String answer = open(service, address, atOnce, "show stat " + service + " 2 -1");
        return ServersConnections.waiting(answer, service);
    }

    @Override
    public void release(String service, String address) {
        open(service, address, 0, "del map " + MAINTENANCE);
    }

    /** @param atOnce 0 for no limit */
    private String open(String service, String address, int atOnce, String last) {
        String slot = slot(service);
        String answer = socket.say(
                address(slot, address, SERVICE_PORT),
                state(slot, "ready"),
                state(nextSlot(service), "maint"),
                atMost(slot, atOnce),
                last,
                connections(service));
        demandPort(slot, SERVICE_PORT, answer);
        return answer;
    }

    @Override
    public void announceMaintenance(String text) {
        String words = MaintenanceText.escaped(text);
        // It answers with a text when the key is not there yet.
        if (!socket.say("set map " + MAINTENANCE + " " + words).isBlank()) {
            socket.say("add map " + MAINTENANCE + " " + words);
        }
        if (!socket.say("show map " + MAINTENANCE.split(" ")[0]).contains("message")) {
            throw OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy does not announce maintenance")
                    .expected("a text in map virt@maintenance")
                    .found("none")
                    .remedy(AdminSocket.READ_ITS_LOG)
                    .build();
        }
    }

    @Override
    public int inFlight(String service) {
        return row(slot(service), socket.say(connections(service))).used();
    }

    /** HAProxy says "no such server" in words and still ends with exit code 0, so what it does is looked at. */
    private static void demandPort(String slot, int port, String answer) {
        ServersConnections now = row(slot, answer);
        if (!now.sendsTo(port)) {
            throw OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy sends requests elsewhere than told")
                    .expected(slot + " at port " + port)
                    .found(now.address() + " port " + now.port())
                    .remedy(AdminSocket.READ_ITS_LOG)
                    .build();
        }
    }

    private static ServersConnections row(String slot, String answer) {
        return ServersConnections.read(answer, slot)
                .orElseThrow(() -> OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy does not know the service")
                        .expected("server " + slot + " in config/proxy/haproxy.cfg")
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
            ProcessResult check =
                    socket.exec(List.of("haproxy", "-c", "-f", CONFIGURATION + "haproxy.cfg.new"), Input.none());
            if (check.exitCode() != 0) {
                Files.delete(candidate);
                throw AdminSocket.failed("the proxy refuses the configuration of the release", check);
            }
            AtomicFiles.write(file, configuration.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
            endHolds();
            Files.delete(candidate);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static OperatorException unwritable(Path file, IOException cause) {
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, "the proxy configuration cannot be written")
                .expected(file.toString())
                .found(String.valueOf(cause))
                .remedy("mend the permissions, then run the command again")
                .cause(cause)
                .build();
    }

    /** A reload: HAProxy keeps what was set over the socket in memory only. */
    @Override
    public void endHolds() {
        docker.signal(Infrastructure.find(platform, "proxy").id(), "USR2");
    }

    private static String slot(String service) {
        return service + "/" + service;
    }

    private static String nextSlot(String service) {
        return slot(service) + "-next";
    }

    private static String address(String slot, String address, int port) {
        return "set server " + slot + " addr " + address + " port " + port;
    }

    private static String state(String slot, String state) {
        return "set server " + slot + " state " + state;
    }

    private static String weight(String slot, int weight) {
        return "set server " + slot + " weight " + weight;
    }

    private static String atMost(String slot, int requests) {
        return "set maxconn server " + slot + " " + requests;
    }

    private static String connections(String service) {
        return "show servers conn " + service;
    }
}
