package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.compose.Command;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.compose.ToolContainer;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dump that comes to more than it may is read no further; real processes stand in for {@code pg_restore}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DumpLimitTest {
    private static final Manifest MANIFEST = BundleFixture.manifest(List.of(), 0, 0);

    @TempDir
    Path folder;

    /** What decodes to the output of that program. */
    private long decode(DumpLimit limit, String... program) throws IOException {
        SystemProcessRunner runner = new SystemProcessRunner();
        Path programs = programs(program);
        InstallationAccess access = new InstallationAccess(
                new DatabaseAccess("127.0.0.1", 1, "piprio", "piprio", new Secret("p"), "c0ffee"),
                new ObjectStoreAccess(URI.create("http://127.0.0.1:1"), "b", new Secret("a"), new Secret("s")),
                new DockerEngine(command -> command.argv().contains("inspect")
                        ? InstallationInTest.INSPECTED
                        : runner.run(inContainer(command)
                                .withEnvironment(Map.of("PATH", programs + ":" + System.getenv("PATH"))))),
                BundleFixture.DEPLOYMENT,
                BundleFixture.DOMAIN,
                "1.4.0",
                Map.of(),
                folder,
                new BundleKeys(folder));
        Path dump = Files.writeString(folder.resolve("dump"), "PGDMP");
        return new PostgresTools(access).decode(Content.of(dump), limit);
    }

    /** A folder with a {@code pg_restore} that does what the program does. */
    private Path programs(String... program) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Path restore = Files.writeString(
                programs.resolve("pg_restore"), "#!/bin/sh\nexec " + String.join(" ", program) + "\n");
        if (!restore.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + restore + " executable");
        }
        return programs;
    }

    /** What {@code docker run} would run in a container of its own. */
    private Command inContainer(Command run) {
        List<String> argv = run.argv();
        List<String> program = new ArrayList<>();
        program.add(argv.get(argv.indexOf("--entrypoint") + 1));
        argv.subList(argv.indexOf("--entrypoint") + 3, argv.size())
                .forEach(argument -> program.add(argument.replace(ToolContainer.MOUNT, folder.toString())));
        return Command.of(Duration.ofSeconds(50), program);
    }

    private OperatorException refusal(DumpLimit limit, String... program) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> decode(limit, program));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal;
    }

    private static DumpLimit limit(long bytes) {
        return new DumpLimit(bytes, bytes + " bytes");
    }

    @Test
    void countsWhatADumpComesTo() throws IOException {
        assertThat(decode(DumpLimit.NONE, "head", "-c", "300000", "/dev/zero")).isEqualTo(300_000);
        assertThat(decode(limit(300_000), "head", "-c", "300000", "/dev/zero")).isEqualTo(300_000);
        assertThat(decode(limit(0), "true")).isZero();
    }

    @Test
    void refusesTheFirstByteBehindTheLimit() {
        OperatorException refusal = refusal(limit(299_999), "head", "-c", "300000", "/dev/zero");

        assertThat(refusal.problem()).startsWith(BundleLayout.DUMP).contains("more SQL");
        assertThat(refusal.expected()).isEqualTo("at most 299999 bytes");
    }

    @Test
    void endsWhatWouldNeverEnd() {
        assertThat(refusal(limit(50 << 20), "yes").found()).contains("reading was stopped");
    }

    @Test
    void aDumpThatCannotBeReadIsStillSaidToBeThat() {
        assertThat(refusal(limit(10), "false").problem()).contains("cannot read it");
    }

    @Test
    void theManifestSaysHowMuchIsHonest() {
        assertThat(DumpLimit.of(MANIFEST).bytes()).isEqualTo(123_456 + (1 << 20));
        assertThat(DumpLimit.of(MANIFEST).inWords()).contains("123456 bytes of SQL");
        assertThat(DumpLimit.of(ManifestEdit.of(MANIFEST)
                                .decodedBytes(Long.MAX_VALUE)
                                .done())
                        .bytes())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void ofAnEarlierUpgraderTheSizeOfTheDatabaseTells() {
        DumpLimit limit = DumpLimit.of(ManifestEdit.of(MANIFEST).format(2).done());

        assertThat(limit.bytes()).isEqualTo(100 * MANIFEST.databaseBytes());
        assertThat(limit.passed().expected()).contains("100 times", "8000000 bytes");
    }
}
