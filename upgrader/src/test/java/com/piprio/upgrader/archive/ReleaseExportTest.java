package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.backup.Progress;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.release.RegistryContent;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is served is a registry to export from: what comes out has to be what went in. */
class ReleaseExportTest {
    private static final List<String> SERVICES = List.of("api", "worker", "scheduler", "web");

    @TempDir
    private Path directory;

    private static TestArchive whole() {
        TestArchive archive = new TestArchive().image("piprio/release:1.5.0", "files of the release");
        SERVICES.forEach(service -> archive.image("piprio/" + service + ":1.5.0", "common", service));
        return archive;
    }

    private Release release(TestArchive archive) throws IOException {
        StringBuilder yaml = new StringBuilder(Repository.read("releases/1.5.0/release.yaml") + "images:\n");
        for (String service : SERVICES) {
            yaml.append("  - {name: piprio/")
                    .append(service)
                    .append(", tag: 1.5.0, digest: \"")
                    .append(archive.digestOf("piprio/" + service + ":1.5.0"))
                    .append("\"}\n");
        }
        return ReleaseFile.read(Files.writeString(directory.resolve("release.yaml"), yaml));
    }

    private static Release release(String version, TestArchive archive, String... images) throws IOException {
        Release read = ReleaseFile.read(Repository.releases().resolve(version).resolve("release.yaml"));
        return new Release(
                read.version(),
                read.date(),
                read.lowestSource(),
                read.schemaVersion(),
                read.oldestRelease(),
                read.migrations(),
                read.services(),
                read.infrastructure(),
                read.environment(),
                read.notes(),
                Stream.of(images)
                        .map(image -> new PublishedImage(
                                image.replaceFirst(":.*", ""), image.replaceFirst(".*:", ""), archive.digestOf(image)))
                        .toList(),
                read.contract());
    }

    private long export(String registry, Release release, Path file, Progress progress) {
        return new ReleaseExport(new RegistryContent(registry, RegistryLogins.none()), progress)
                .write(List.of(release), file);
    }

    @Test
    void writesWhatTheRegistryHasByteByByte() throws IOException {
        TestArchive whole = whole();
        List<String> said = new ArrayList<>();
        Path file = directory.resolve("exported.tar");
        try (ReleaseArchive archive = ReleaseArchive.open(whole.in(directory), Progress.none());
                ArchiveRegistry registry = ArchiveRegistry.serve(archive)) {
            long bytes = export(
                    registry.address(), release(whole), file, (what, done, total) -> said.add(done + "/" + total));

            assertThat(bytes).isEqualTo(whole.bytes().length);
        }

        assertThat(file).hasBinaryContent(whole.bytes());
        String last = said.get(said.size() - 1);
        assertThat(last.split("/")[0]).isEqualTo(last.split("/")[1]);
        assertThat(directory.resolve("exported.tar.partial")).doesNotExist();
    }

    @Test
    void releasesShareInTheFileWhatTheyHaveInCommon() throws IOException {
        TestArchive two = TestArchive.ofTwo();
        List<Release> releases = List.of(
                release("1.4.0", two, "piprio/api:1.4.0", "piprio/web:1"),
                release("1.5.0", two, "piprio/web:1", "piprio/api:1.5.0"));
        Path file = directory.resolve("exported.tar");
        try (ReleaseArchive archive = ReleaseArchive.open(two.in(directory), Progress.none());
                ArchiveRegistry registry = ArchiveRegistry.serve(archive)) {
            ReleaseExport export =
                    new ReleaseExport(new RegistryContent(registry.address(), RegistryLogins.none()), Progress.none());
            export.write(releases, file);
            assertThat(export.images()).isEqualTo(5);
        }

        try (ReleaseArchive exported = ReleaseArchive.open(file, Progress.none())) {
            assertThat(exported.versions()).hasToString("[1.4.0, 1.5.0]");
            exported.requireImages(releases.get(0).version(), releases.get(0).images());
            exported.requireImages(releases.get(1).version(), releases.get(1).images());
        }
        assertThat(TestArchive.occurrences(file, Descriptor.NAME + "\":\"piprio/web:1\""))
                .isEqualTo(1);
        assertThat(TestArchive.occurrences(file, Layout.blob(TestArchive.digest(TestArchive.bytes("common")))))
                .isEqualTo(1);
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Path file = Files.writeString(directory.resolve("exported.tar"), "mine");

        OperatorException problem = problemOf("127.0.0.1:1", release(whole()), file);

        assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(file).hasContent("mine");
    }

    @Test
    void anImageThatTheRegistryLacksLeavesNothingBehind() throws IOException {
        TestArchive whole = whole();
        Release release = release(whole);
        TestArchive less = new TestArchive().image("piprio/release:1.5.0", "files of the release");
        Path file = directory.resolve("exported.tar");
        try (ReleaseArchive archive = ReleaseArchive.open(less.in(directory), Progress.none());
                ArchiveRegistry registry = ArchiveRegistry.serve(archive)) {
            OperatorException problem = problemOf(registry.address(), release, file);

            assertThat(problem.code()).isEqualTo(ErrorCode.IMAGE_MISSING);
            assertThat(problem.expected()).startsWith("piprio/");
        }
        assertThat(directory).isDirectoryNotContaining("glob:**exported.tar*");
    }

    @Test
    void aRegistryThatIsNotThereIsUnreachable() throws IOException {
        assertThat(problemOf("127.0.0.1:1", release(whole()), directory.resolve("exported.tar"))
                        .code())
                .isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    }

    @Test
    void aBlobThatIsAnotherLeavesNothingBehind() throws IOException {
        TestArchive whole = whole();
        String layer = TestArchive.digest(TestArchive.bytes("common"));
        Path file = directory.resolve("exported.tar");
        for (String wrong : List.of("commoN", "commo", "common and more")) {
            try (ReleaseArchive archive = ReleaseArchive.open(whole.in(directory), Progress.none());
                    ArchiveRegistry registry = ArchiveRegistry.serve(archive);
                    Spoiling spoiling = new Spoiling(registry.address(), layer, wrong)) {
                OperatorException problem = problemOf(spoiling.address(), release(whole), file);

                assertThat(problem.code()).as(wrong).isEqualTo(ErrorCode.DIGEST_MISMATCH);
                assertThat(problem.expected()).contains(layer);
            }
            assertThat(directory).isDirectoryNotContaining("glob:**exported.tar*");
        }
    }

    private OperatorException problemOf(String registry, Release release, Path file) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> export(registry, release, file, Progress.none()))
                .actual();
    }

    /** A registry that sends something else for one blob, and otherwise what another one has. */
    private static final class Spoiling implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        Spoiling(String behind, String digest, String wrong) throws IOException {
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] body = path.endsWith(digest)
                        ? TestArchive.bytes(wrong)
                        : URI.create("http://" + behind + path)
                                .toURL()
                                .openStream()
                                .readAllBytes();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
