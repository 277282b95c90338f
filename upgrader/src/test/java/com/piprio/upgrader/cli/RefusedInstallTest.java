package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.archive.TestArchive;
import com.piprio.upgrader.image.TestLayer;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.release.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An install from an archive that is refused leaves the kit as it was unpacked: no {@code .env}, no key, no trace. */
class RefusedInstallTest {
    private static final List<String> SERVICES = List.of("api", "worker", "scheduler", "web");

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private final TestArchive archive = new TestArchive();
    private final ScriptedRunner runner = new ScriptedRunner();
    private final Publisher publisher = new Publisher();
    private final Listening line = new Listening();

    @BeforeEach
    void unpackAKit() throws IOException {
        Files.writeString(directory.resolve(Installation.COMPOSE_FILE), "services: {}\n");
        publisher.trustedBy(directory);
        SERVICES.forEach(service -> archive.image("piprio/" + service + ":1.5.0", "common", service));
        archive.release("1.5.0", TestLayer.of(carried()).gzip());
        runner.failing("docker", "this engine does nothing more")
                .on("docker version", "{\"Server\":{\"Version\":\"24.0.5\"}}")
                .on("docker compose version", "{\"version\":\"2.26.1\"}");
    }

    /** What the image of the release carries. */
    private Path carried() throws IOException {
        Path target = Files.createDirectory(elsewhere.resolve("release"));
        StringBuilder images = new StringBuilder("images:\n");
        for (String service : SERVICES) {
            images.append("  - {name: piprio/%s, tag: 1.5.0, digest: \"%s\"}\n"
                    .formatted(service, archive.digestOf("piprio/" + service + ":1.5.0")));
        }
        Files.writeString(target.resolve("release.yaml"), Repository.read("releases/1.5.0/release.yaml") + images);
        Files.writeString(target.resolve("docker-compose.onprem.yml"), "services: {}");
        Files.writeString(target.resolve("haproxy.cfg"), "# proxy");
        for (String version : List.of("1.3.0", "1.4.0", "1.5.0")) {
            Path folder = Files.createDirectories(target.resolve("catalogue").resolve(version));
            Files.writeString(folder.resolve("release.yaml"), Repository.read("releases/" + version + "/release.yaml"));
        }
        publisher.sign(target);
        return target;
    }

    private InstallCommand install(String version, Path file) {
        InstallCommand install = new InstallCommand(line.console());
        install.main = new Main();
        install.main.directory = directory;
        install.version = version;
        install.domain = "docs.example.com";
        install.registry = "registry.example.com";
        install.archive = new ArchiveOption(runner);
        install.archive.archive = file;
        return install;
    }

    private SortedMap<Path, String> files() throws IOException {
        SortedMap<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                files.put(directory.relativize(path), Files.isRegularFile(path) ? Files.readString(path) : "");
            }
        }
        return files;
    }

    private void assertRefusedWithoutATrace(InstallCommand install, ErrorCode code) throws IOException {
        SortedMap<Path, String> before = files();

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(install::call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));

        assertThat(files()).isEqualTo(before).doesNotContainKey(Path.of(".env"));
    }

    @Test
    void anArchiveThatIsNotThere() throws IOException {
        assertRefusedWithoutATrace(install("1.5.0", elsewhere.resolve("none.tar")), ErrorCode.FILE_UNREADABLE);
    }

    @Test
    void anArchiveThatIsNotWhole() throws IOException {
        Path file = archive.in(elsewhere);
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);

        assertRefusedWithoutATrace(install("1.5.0", file), ErrorCode.ARCHIVE_UNUSABLE);
    }

    @Test
    void anArchiveOfAnotherRelease() throws IOException {
        assertRefusedWithoutATrace(install("1.4.0", archive.in(elsewhere)), ErrorCode.RELEASE_UNKNOWN);
    }

    @Test
    void anArchiveThatNobodyTrustedSigned() throws IOException {
        Files.move(directory.resolve("config/release-keys"), elsewhere.resolve("release-keys"));

        assertRefusedWithoutATrace(install("1.5.0", archive.in(elsewhere)), ErrorCode.RELEASE_UNTRUSTED);
    }

    @Test
    void anArchiveWithMoreThanTheReleaseNames() throws IOException {
        archive.image("piprio/more:1", "more");

        assertRefusedWithoutATrace(install("1.5.0", archive.in(elsewhere)), ErrorCode.ARCHIVE_UNUSABLE);
    }

    @Test
    void anEngineThatIsTooOld() throws IOException {
        runner.on("docker version", "{\"Server\":{\"Version\":\"19.3.0\"}}");

        assertRefusedWithoutATrace(install("1.5.0", archive.in(elsewhere)), ErrorCode.ENGINE_TOO_OLD);
    }

    /** So that the others can fail: with a good archive the same command writes, and goes on until the engine ends it. */
    @Test
    void aGoodArchiveIsInstalledFrom() throws IOException {
        int exitCode = install("1.5.0", archive.in(elsewhere)).call();

        assertThat(exitCode).isNotZero();
        assertThat(files())
                .containsKey(Path.of(".env"))
                .containsKey(Path.of("config/bundle-signing.key"))
                .containsKey(Path.of(".piprio/lock"));
    }
}
