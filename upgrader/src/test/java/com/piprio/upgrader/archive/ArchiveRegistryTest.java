package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.Progress;
import com.piprio.upgrader.release.ImagePin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveRegistryTest {
    @TempDir
    private Path directory;

    private final TestArchive whole = TestArchive.whole();
    private final HttpClient client = HttpClient.newHttpClient();
    private ReleaseArchive archive;
    private ArchiveRegistry registry;

    @BeforeEach
    void serve() throws IOException {
        archive = ReleaseArchive.open(whole.in(directory), Progress.none());
        registry = ArchiveRegistry.serve(archive);
    }

    @AfterEach
    void stop() {
        registry.close();
        archive.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return ask(registry, method, path);
    }

    private HttpResponse<String> ask(ArchiveRegistry served, String method, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + served.address() + path))
                        .timeout(Duration.ofSeconds(10))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void namesTheReleaseAsARegistryDoes() throws Exception {
        assertThat(ask("GET", "/v2/").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/v2/piprio/release/tags/list").body())
                .isEqualTo("{\"name\":\"piprio/release\",\"tags\":[\"1.5.0\"]}");
    }

    @Test
    void givesManifestsByTagAndByDigest() throws Exception {
        String digest = whole.digestOf("piprio/api:1.5.0");

        HttpResponse<String> tagged = ask("GET", "/v2/piprio/api/manifests/1.5.0");
        HttpResponse<String> pinned = ask("GET", "/v2/piprio/api/manifests/" + digest);
        HttpResponse<String> head = ask("HEAD", "/v2/piprio/api/manifests/1.5.0");

        assertThat(TestArchive.digest(TestArchive.bytes(tagged.body()))).isEqualTo(digest);
        assertThat(pinned.body()).isEqualTo(tagged.body());
        assertThat(pinned.headers().firstValue("content-type")).contains(TestArchive.IMAGE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("docker-content-digest")).contains(digest);
        assertThat(head.headers().firstValue("content-length"))
                .contains(String.valueOf(tagged.body().length()));
    }

    @Test
    void givesBlobs() throws Exception {
        String layer = TestArchive.digest(TestArchive.bytes("common"));

        assertThat(ask("GET", "/v2/piprio/web/blobs/" + layer).body()).isEqualTo("common");
        assertThat(ask("HEAD", "/v2/piprio/web/blobs/" + layer).statusCode()).isEqualTo(200);
    }

    @Test
    void namesEveryReleaseOfAnArchive() throws Exception {
        TestArchive two = TestArchive.ofTwo();
        try (ReleaseArchive several = ReleaseArchive.open(two.in(directory), Progress.none());
                ArchiveRegistry served = ArchiveRegistry.serve(several)) {
            assertThat(ask(served, "GET", "/v2/piprio/release/tags/list").body())
                    .isEqualTo("{\"name\":\"piprio/release\",\"tags\":[\"1.4.0\",\"1.5.0\"]}");
            assertThat(ask(served, "HEAD", "/v2/piprio/postgres/manifests/17").statusCode())
                    .as("a tag that means two images")
                    .isEqualTo(404);
            assertThat(ask(served, "HEAD", "/v2/piprio/postgres/manifests/" + two.digestOf("piprio/postgres:17"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v2/_catalog",
                "/v2/piprio/api/tags/list",
                "/v2/piprio/api/manifests/1.4.0",
                "/v2/piprio/worker/manifests/1.5.0",
                "/v2/piprio/api/blobs/sha256:0000",
                "/v2/piprio/api/blobs/..%2f..%2findex.json",
                "/v2/piprio/api/blobs/index.json"
            })
    void knowsNothingElse(String path) throws Exception {
        assertThat(ask("GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void aLayerIsNoManifest() throws Exception {
        String layer = TestArchive.digest(TestArchive.bytes("common"));

        assertThat(ask("GET", "/v2/piprio/api/manifests/" + layer).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void takesNothing(String method) throws Exception {
        assertThat(ask(method, "/v2/piprio/api/manifests/1.5.0").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001\u0002\u0000", "get / HTTP/1.1\r\n\r\n", "\r\n\r\n"})
    void whatIsNoRequestIsClosedAtOnce(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(end(socket)).isTrue();
        }
    }

    /** The other side closed without a word; with bytes that nobody read, that comes as a reset. */
    private static boolean end(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aRequestThatNeverEndsIsGivenUp() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(("GET /" + "x".repeat(20_000)).getBytes(StandardCharsets.ISO_8859_1));

            assertThat(end(socket)).isTrue();
        }
    }

    private int port() {
        return URI.create("http://" + registry.address()).getPort();
    }

    @Test
    void aPinOfTheInstallationsRegistryIsFoundHere() {
        ImagePin pin = new ImagePin("registry.example.com:5000/team/piprio/api", "1.5.0", "sha256:aa");

        assertThat(registry.here(pin, "registry.example.com:5000/team").pinned())
                .isEqualTo(registry.address() + "/piprio/api@sha256:aa");
    }
}
