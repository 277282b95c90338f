package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.JournalRun;
import com.piprio.upgrader.platform.HttpOutsideProbe;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.run.ExitCode;
import com.piprio.upgrader.run.Fence;
import com.piprio.upgrader.run.ReleaseServices;
import com.piprio.upgrader.run.RunInWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code status}: what runs now, as observed. Exit code 0 only when everything is healthy on one release. */
@Command(
        name = "status",
        description = "Says what runs now; exit code 0 only when all is healthy on the release of .env.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Mixin
    OutputOption output = new OutputOption();

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Tools tools = Tools.looking(installation);
        ObjectNode status = observe(tools);
        if (output.json()) {
            console.line(status.toPrettyString());
        } else {
            print(installation, status);
        }
        return (status.get("healthy").asBoolean() ? ExitCode.OK : ExitCode.NEEDS_HUMAN).code();
    }

    private static ObjectNode observe(Tools tools) {
        Installation installation = tools.installation();
        String release = installation.release().toString();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("release", release).put("domain", installation.domain());
        try {
            SchemaState schema = tools.ports().schema().read();
            status.put("schema", String.valueOf(schema.version()))
                    .put("oldestRelease", String.valueOf(schema.oldestRelease()));
        } catch (OperatorException e) {
            status.putNull("schema").putNull("oldestRelease");
        }
        boolean healthy = true;
        ArrayNode services = status.putArray("services");
        List<ServiceContainer> containers = tools.ports().platform().containers();
        ReleaseServices expected = ReleaseServices.of(installation, installation.release());
        for (ServiceContainer container : containers) {
            boolean ready = container.running();
            ObjectNode row = services.addObject()
                    .put("service", container.service())
                    .put(
                            "container",
                            container
                                    .id()
                                    .substring(0, Math.min(12, container.id().length())))
                    .put("number", container.number())
                    .put("state", container.running() ? "running" : "stopped")
                    .put("release", container.release())
                    .put("image", container.imageId());
            if (expected.has(container)) {
                ServiceHealth health = tools.ports().platform().probe(container);
                ready = health.readyOn(release);
                row.put("detail", ready ? "" : reason(health, release));
            } else if (expected.isForeign(container)) {
                ready = false;
                row.put("detail", "release " + release + " has no such service");
            }
            row.put("ready", ready);
            healthy &= ready;
        }
        healthy &= expected.names().stream().allMatch(service -> containers.stream()
                .anyMatch(container -> container.service().equals(service)));
        healthy &= servesClients(tools, status, release);
        status.put("healthy", healthy);
        Optional<String> working = InstallationLock.holder(installation.state());
        status.put("runningNow", working.orElse(null));
        Optional<JournalRun> interrupted =
                working.isPresent() ? Optional.empty() : tools.unfinished().interrupted();
        status.set(
                "unfinishedRun",
                interrupted
                        .map(run -> (JsonNode) unfinished(tools, run))
                        .orElseGet(JsonNodeFactory.instance::nullNode));
        ArrayNode runs = new History(installation).read();
        status.set("lastRun", runs.isEmpty() ? JsonNodeFactory.instance.nullNode() : runs.get(runs.size() - 1));
        return status;
    }

    private static boolean servesClients(Tools tools, ObjectNode status, String release) {
        ServiceHealth api = tools.ports().outside().api();
        boolean served = api.readyOn(release);
        status.put("clients", served ? "served" : reason(api, release));
        boolean scheduled = !Fence.schedulerStands(tools.ports().platform());
        status.put("schedules", scheduled ? "run" : "stopped");
        return served && scheduled;
    }

    private static ObjectNode unfinished(Tools tools, JournalRun run) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", run.id().value())
                .put("command", run.command().word())
                .put("step", run.current())
                .put("lastHeardOf", run.lastRecordAt().toString())
                .put("happened", RunInWords.happened(run));
        ArrayNode ways = json.putArray("do");
        tools.unfinished().ways(run).forEach(ways::add);
        return json;
    }

    private static String reason(ServiceHealth health, String release) {
        return health.ready() ? "runs " + health.release() + ", .env names " + release : health.detail();
    }

    private void print(Installation installation, ObjectNode status) {
        console.line(
                installation.domain() + "  release " + status.get("release").asText() + "  schema "
                        + status.get("schema").asText() + "  "
                        + (status.get("healthy").asBoolean() ? "healthy" : "NOT HEALTHY"));
        for (JsonNode row : status.get("services")) {
            console.line(String.format(
                    Locale.ROOT,
                    "  %-13s %-8s %-8s %s",
                    row.get("service").asText()
                            + (row.get("number").asInt() > 1
                                    ? " " + row.get("number").asInt()
                                    : ""),
                    row.get("release").isNull() ? "" : row.get("release").asText(),
                    row.get("state").asText(),
                    row.get("ready").asBoolean()
                            ? "ready"
                            : "NOT READY " + row.path("detail").asText()));
        }
        console.line("  reached at    " + HttpOutsideProbe.baseAddress(installation.environment()));
        if (!status.get("runningNow").isNull()) {
            console.line("  RUNNING NOW   " + status.get("runningNow").asText());
        }
        if (!status.get("clients").asText().equals("served")) {
            console.line("  CLIENTS       NOT SERVED: " + status.get("clients").asText());
        }
        if (!status.get("schedules").asText().equals("run")) {
            console.line("  SCHEDULES     STOPPED: no scheduler runs, nothing is scheduled");
        }
        JsonNode unfinished = status.get("unfinishedRun");
        if (!unfinished.isNull()) {
            console.line("  UNFINISHED    " + unfinished.get("happened").asText());
            unfinished.get("do").forEach(way -> console.line("                " + way.asText()));
        }
    }
}
