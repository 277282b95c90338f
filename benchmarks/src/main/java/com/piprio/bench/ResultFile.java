package com.piprio.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.e2e.docker.Engine;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The JSON file of a benchmark: what was run where, and the results so far. */
public final class ResultFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultFile() {}

    /** When and on what machine, from which release to which. */
    static ObjectNode header(String benchmark, Options options) {
        return header(benchmark).put("source", options.source()).put("target", options.target());
    }

    /** When and on what machine. */
    public static ObjectNode header(String benchmark) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", benchmark)
                .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.putObject("machine")
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("memoryGib", Math.round(memory() / (double) (1L << 30)))
                .put("kernel", System.getProperty("os.version"))
                .put(
                        "docker",
                        Engine.docker("version", "--format", "{{.Server.Version}}")
                                .strip())
                .put("compose", Engine.docker("compose", "version", "--short").strip());
        return json;
    }

    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Replaces the file as a whole, so that a benchmark that is killed leaves what it had. */
    public static void write(@Nullable Path file, ObjectNode json) {
        if (file == null) {
            return;
        }
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.writeString(partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
