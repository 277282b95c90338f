package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's scripts start: a Java, or a Docker, that only says how it was started. */
@Timeout(60)
class OperatorScriptTest {
    /** All that the scripts may need on a host besides Java or Docker. */
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "head", "id", "nice", "readlink", "sed", "stat", "tail");

    @TempDir
    private Path host;

    @BeforeEach
    void unpack() throws IOException {
        Path library = Files.createDirectories(host.resolve("installation/scripts/lib"));
        Files.copy(Path.of("../scripts/lib/upgrader.sh"), library.resolve("upgrader.sh"));
        Files.createFile(
                Files.createDirectories(host.resolve("installation/lib")).resolve("upgrader.jar"));
        Files.writeString(host.resolve("installation/VERSION"), "1.6.0");
        for (String tool : TOOLS) {
            program("tools/" + tool, "PATH=" + System.getenv("PATH") + "; exec " + tool + " \"$@\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "restore", "resume", "rollback", "upgrade", "verify-backup"})
    void longWorkYieldsToUsers(String command) throws Exception {
        installJava();

        assertThat(run(command)).isEqualTo(yielding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "check", "plan", "history"})
    void questionsAreAnsweredAtOnce(String command) throws Exception {
        installJava();

        assertThat(run(command)).isEqualTo("niceness " + niceness());
    }

    @Test
    void workOnAnArchiveIsLong() throws Exception {
        installJava();

        assertThat(run("plan", "--from-archive", "release.tar")).isEqualTo(yielding());
    }

    @Test
    void aContainerYieldsJustSo() throws Exception {
        program("tools/docker", "printf '%s ' \"$@\"");
        Path socket = host.resolve("docker.sock");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            assertThat(run("upgrade", "--registry", "here")).contains("--cpu-shares 128", "here/piprio/upgrader:1.6.0");
            assertThat(run("status", "--registry", "here"))
                    .contains("here/piprio/upgrader:1.6.0")
                    .doesNotContain("--cpu-shares");
        }
    }

    private void installJava() throws IOException {
        program("java/bin/java", "echo niceness $(nice)");
        Files.writeString(host.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private void program(String path, String line) throws IOException {
        Path program = host.resolve(path);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/bash\n" + line + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** Ten more than the test's own, and 19 at most. */
    private String yielding() throws Exception {
        return "niceness " + Math.min(19, niceness() + 10);
    }

    private int niceness() throws Exception {
        return Integer.parseInt(output("nice"));
    }

    private String run(String... arguments) throws Exception {
        return output("source installation/scripts/lib/upgrader.sh && run_upgrader " + String.join(" ", arguments));
    }

    private String output(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-euc", command);
        builder.environment().put("PATH", host.resolve("tools").toString());
        builder.environment().put("JAVA_HOME", host.resolve("java").toString());
        builder.environment().put("HOME", host.toString());
        builder.environment().put("DOCKER_HOST", "unix://" + host.resolve("docker.sock"));
        Process process =
                builder.directory(host.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.strip();
    }
}
