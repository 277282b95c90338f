package com.piprio.bench.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The processes that work for a contender, by {@code /proc}: everything that this process started, with all descendants,
 * and what was started in the containers of the servers by way of the engine, or in containers that share the network of a server.
 * The servers themselves, which all contenders share, are the descendants of the first process of their container, and are
 * left out.
 */
final class ProcessTree {

    private static final Pattern CONTAINER =
            Pattern.compile("[/-]([0-9a-f]{64})(?:\\.scope)?(?:/|$)", Pattern.MULTILINE);

    private final Path proc;
    private final long self;
    private final Set<String> servers;

    /**
     * @param self its descendants count, not itself
     * @param servers ids of the containers of the servers
     */
    ProcessTree(Path proc, long self, Set<String> servers) {
        this.proc = proc;
        this.self = self;
        this.servers = Set.copyOf(servers);
    }

    /**
     * @param startedTicks clock ticks between the start of the machine and its own
     * @param container id of the container it runs in; empty on the host
     * @param network that it sees; empty where this process may not know
     */
    private record Process(long parent, long startedTicks, long residentKb, String container, String network) {}

    /** What these processes hold in memory now, in KiB; pages that several share count for each. */
    long residentKb() throws IOException {
        Map<Long, Process> processes = processes();
        long sum = 0;
        for (Map.Entry<Long, Process> entry : processes.entrySet()) {
            if (entry.getKey() != self && counts(entry.getKey(), processes)) {
                sum += entry.getValue().residentKb();
            }
        }
        return sum;
    }

    private boolean counts(long pid, Map<Long, Process> processes) {
        String container = container(pid, processes);
        if (container.isEmpty()) {
            return hasAncestor(pid, processes);
        }
        return servers.contains(container)
                ? !belongsToServer(pid, container, processes)
                : sharesNetworkWithServer(processes.get(pid), processes);
    }

    private boolean sharesNetworkWithServer(@Nullable Process process, Map<Long, Process> processes) {
        return process != null
                && !process.network().isEmpty()
                && processes.values().stream()
                        .anyMatch(other -> servers.contains(other.container())
                                && other.network().equals(process.network()));
    }

    private static String container(long pid, Map<Long, Process> processes) {
        Process process = processes.get(pid);
        return process == null ? "" : process.container();
    }

    private boolean hasAncestor(long pid, Map<Long, Process> processes) {
        Set<Long> seen = new HashSet<>();
        for (Process process = processes.get(pid); process != null; process = processes.get(process.parent())) {
            if (process.parent() == self) {
                return true;
            }
            if (!seen.add(process.parent())) {
                return false;
            }
        }
        return false;
    }

    /**
     * Of the container's processes whose parent is outside, the one that came first is the server. Numbers say who that was
     * within a clock tick only: they begin anew at the highest one.
     */
    private static boolean belongsToServer(long pid, String container, Map<Long, Process> processes) {
        long first = processes.entrySet().stream()
                .filter(entry -> entry.getValue().container().equals(container))
                .filter(entry ->
                        !container(entry.getValue().parent(), processes).equals(container))
                .min(Comparator.comparingLong((Map.Entry<Long, Process> entry) ->
                                entry.getValue().startedTicks())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(-1L);
        long top = pid;
        for (Process process = processes.get(pid);
                process != null && container(process.parent(), processes).equals(container);
                process = processes.get(top)) {
            top = process.parent();
        }
        return top == first;
    }

    private Map<Long, Process> processes() throws IOException {
        Map<Long, Process> processes = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                try {
                    processes.put(Long.parseLong(folder.getFileName().toString()), process(folder));
                } catch (IOException ended) {
                    // It ended between the listing and the reading.
                    continue;
                }
            }
        }
        return processes;
    }

    private static Process process(Path folder) throws IOException {
        // The name, in brackets, may hold anything.
        String stat = new String(Files.readAllBytes(folder.resolve("stat")), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // Fields 4, 22 and 24 of proc(5): the parent, the start, and the resident set in pages.
        long parent = Long.parseLong(fields[1]);
        long startedTicks = Long.parseLong(fields[19]);
        long residentKb = Long.parseLong(fields[21]) * 4;
        Matcher matcher = CONTAINER.matcher(
                new String(Files.readAllBytes(folder.resolve("cgroup")), StandardCharsets.ISO_8859_1));
        return new Process(parent, startedTicks, residentKb, matcher.find() ? matcher.group(1) : "", network(folder));
    }

    private static String network(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("ns/net")).toString();
        } catch (IOException notOurs) {
            return "";
        }
    }
}
