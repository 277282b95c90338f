package com.piprio.bench.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code /proc} made by hand, with 100 pages of 4 KiB for each process. */
class ProcessTreeTest {

    private static final String SERVER = "a".repeat(64);
    private static final String STRANGER = "b".repeat(64);
    private static final long EACH = 400;

    @TempDir
    Path proc;

    @BeforeEach
    void aBenchmarkAndServers() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        process(1, 0, "");
        process(100, 1, "");
        process(50, 1, "");
        process(200, 50, SERVER);
        process(201, 200, SERVER);
        process(300, 50, STRANGER);
    }

    private void process(long pid, long parent, String container) throws IOException {
        process(pid, parent, container, 12345);
    }

    private void process(long pid, long parent, String container, long startedTicks) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (a ) name (of) it) S " + parent + " 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 " + startedTicks
                        + " 1000000 100 1\n");
        Files.writeString(
                folder.resolve("cgroup"),
                container.isEmpty()
                        ? "0::/user.slice\n"
                        : "12:cpu:/docker/" + container + "\n0::/system.slice/docker-" + container + ".scope\n");
    }

    private long resident() throws IOException {
        return new ProcessTree(proc, 100, Set.of(SERVER)).residentKb();
    }

    @Test
    void neitherTheBenchmarkNorServersNorStrangersCount() throws IOException {
        assertEquals(0, resident());
    }

    @Test
    void everyDescendantCounts() throws IOException {
        process(101, 100, "");
        process(102, 101, "");
        process(103, 1, "");
        assertEquals(2 * EACH, resident());
    }

    @Test
    void whatIsStartedInTheContainerOfTheServerCountsWithItsChildrenAndTheServersOwnDoNot() throws IOException {
        process(400, 50, SERVER);
        process(401, 400, SERVER);
        process(202, 200, SERVER);
        process(203, 202, SERVER);
        assertEquals(2 * EACH, resident());
    }

    @Test
    void theServerStaysTheServerWhenNumbersBeginAnew() throws IOException {
        process(150, 50, SERVER, 12346);
        assertEquals(EACH, resident());
        process(151, 150, SERVER, 12347);
        assertEquals(2 * EACH, resident());
    }

    @Test
    void whatRunsInOtherContainersBelongsToOthers() throws IOException {
        process(301, 300, STRANGER);
        process(500, 50, "c".repeat(64));
        assertEquals(0, resident());
    }

    @Test
    void whatRunsInAContainerBesideTheServerCounts() throws IOException {
        network(200, "net:[1]");
        network(300, "net:[2]");
        process(500, 50, "c".repeat(64));
        network(500, "net:[1]");
        assertEquals(EACH, resident());
    }

    private void network(long pid, String name) throws IOException {
        Path namespaces = Files.createDirectory(proc.resolve(Long.toString(pid)).resolve("ns"));
        Files.createSymbolicLink(namespaces.resolve("net"), Path.of(name));
    }

    @Test
    void aProcessThatEndsWhileItIsReadIsLeftOut() throws IOException {
        process(101, 100, "");
        Files.createDirectory(proc.resolve("102"));
        assertEquals(EACH, resident());
    }

    @Test
    void aRealChildIsSeen() throws IOException {
        Process child = new ProcessBuilder("sleep", "30").start();
        try {
            ProcessTree tree =
                    new ProcessTree(Path.of("/proc"), ProcessHandle.current().pid(), Set.of());
            assertTrue(tree.residentKb() > 0);
        } finally {
            child.destroyForcibly();
        }
    }
}
