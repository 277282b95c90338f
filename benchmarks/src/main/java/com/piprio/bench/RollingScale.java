package com.piprio.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The algorithm of docker-rollout, tuned as its documentation says: a second container of the new release beside the
 * old one; when it is healthy the old one is marked as leaving (its health check fails, and the proxy hears of it), and
 * after a while it is stopped and removed. Replaces the API only.
 */
record RollingScale(Stage stage, String target) implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OVERRIDE = "rolling-scale.yml";
    private static final Duration HEALTHY_LIMIT = Duration.ofMinutes(3);
    /** Between the mark and the stop: ten seconds, as in the examples of its documentation. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "rolling-scale";
    }

    @Override
    public String description() {
        return "API only: up --scale api=2, wait healthy, mark the old one as leaving, wait " + LEAVING.toSeconds()
                + " s, stop and remove it; HAProxy: benchmarks/peers/several-servers.cfg";
    }

    @Override
    public void prepare(Installation installation) {
        PeerCompose.copy(stage.peerFile("agent.pl"), installation.directory().resolve("agent.pl"));
        try {
            String image = installation.compose().container("api").imageId();
            String entryPoint = Engine.docker("image", "inspect", "--format", "{{json .Config.Entrypoint}}", image);
            Files.writeString(installation.directory().resolve(OVERRIDE), override(entryPoint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PeerCompose.run(installation, List.of(OVERRIDE), "up", "-d", "--no-deps", "api");
        PeerCompose.useProxy(installation, stage.peerFile("several-servers.cfg"));
    }

    /** The image's own entry point with the agent beside it; Compose reads JSON as well as YAML. */
    static String override(String own) {
        try {
            List<String> entryPoint =
                    new ArrayList<>(List.of("bash", "-c", "perl /opt/piprio/agent.pl & exec \"$$@\"", "with-agent"));
            JSON.readTree(own).forEach(word -> entryPoint.add(word.asText().replace("$", "$$")));
            Map<String, ?> api = Map.of(
                    "entrypoint",
                    entryPoint,
                    "volumes",
                    List.of("./agent.pl:/opt/piprio/agent.pl:ro"),
                    "healthcheck",
                    Map.of("test", List.of("CMD-SHELL", "test ! -e /tmp/drain && /usr/local/bin/healthcheck")));
            return JSON.writeValueAsString(Map.of("services", Map.of("api", api)));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the entry point is no JSON: " + own, e);
        }
    }

    @Override
    public Outcome replace(Installation installation) {
        Container old = installation.compose().container("api");
        installation.env().set("PIPRIO_VERSION", target);
        PeerCompose.run(
                installation, List.of(OVERRIDE), "up", "-d", "--no-deps", "--no-recreate", "--scale", "api=2", "api");
        Awaitility.await("the second API is healthy")
                .atMost(HEALTHY_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> installation.compose().containers("api").stream()
                        .anyMatch(c -> !c.id().equals(old.id()) && c.health().equals("healthy")));
        Engine.docker("exec", old.id(), "touch", "/tmp/drain");
        Pause.of(LEAVING);
        Engine.docker(STOP_LIMIT, List.of("stop", "--time", "45", old.id())).expectExit(0);
        Engine.docker("rm", old.id());
        return new Outcome("two containers");
    }
}
