package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Api;
import com.piprio.release.Catalogue;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.Repository;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOutsideProbeTest {
    @TempDir
    private Path directory;

    private HttpServer server;
    private HttpOutsideProbe probe;

    @BeforeEach
    void startAProxy() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        String port = String.valueOf(server.getAddress().getPort());
        probe = new HttpOutsideProbe(
                InstallationDirectory.in(directory, InstallationDirectory.environmentWith("PIPRIO_HTTP_PORT", port)));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            boolean known = "Bearer marker-api-token"
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.startsWith("/api") && !known ? 401 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void asksEachServiceThroughThePublishedPort() {
        answer("/health/worker", 200, """
                {"status":"UP","checks":[{"name":"release","status":"UP",
                 "data":{"service":"worker","release":"1.4.0","schema":"1.4.0.4"}}]}""");

        assertThat(probe.health("worker")).isEqualTo(new ServiceHealth(true, "1.4.0", "1.4.0.4", ""));
    }

    @Test
    void asksTheApiWithTheToken() {
        answer("/api/v1/platform", 200, "{\"release\":\"1.4.0\",\"schema\":\"1.4.0.4\",\"more\":1}");

        assertThat(probe.api()).isEqualTo(new ServiceHealth(true, "1.4.0", "1.4.0.4", ""));
    }

    @Test
    void anApiThatRefusesTheTokenIsNotReady() {
        answer("/api/v1/platform", 403, "{}");

        assertThat(probe.api().ready()).isFalse();
        assertThat(probe.api().detail()).contains("answers 403").doesNotContain("marker");
    }

    @Test
    void anAnswerThatIsNoJsonIsNotReady() {
        answer("/api/v1/platform", 200, "<html>");
        answer("/health/api", 503, "<html>");

        assertThat(probe.api()).isEqualTo(ServiceHealth.silent("answers something that is no JSON"));
        assertThat(probe.health("api").detail()).isEqualTo("answers 503 without a health document");
    }

    @Test
    void aRehearsalIsGoodWhenEveryAnswerIs() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        answer("/api/v1/", 200, "{}");
        assertThat(probe.rehearse(base)).isEmpty();

        answer("/api/v1/jobs", 500, "{}");
        assertThat(probe.rehearse(base)).contains("/api/v1/jobs?limit=20 answers 500");

        server.stop(0);
        assertThat(probe.rehearse(base)).contains("/api/v1/platform answers nothing");
    }

    @Test
    void silenceIsAnAnswerToo() {
        server.stop(0);

        assertThat(probe.health("api").detail()).startsWith("no answer at http://127.0.0.1:");
        assertThat(probe.api().detail()).startsWith("no answer at http://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({
        "'', http://127.0.0.1:8080",
        "'PIPRIO_HTTP_ADDRESS=0.0.0.0', http://127.0.0.1:8080",
        "'PIPRIO_HTTP_ADDRESS=192.0.2.7', http://192.0.2.7:8080",
        "'PIPRIO_HTTP_ADDRESS=[::]', http://[::1]:8080",
        "'PIPRIO_HTTP_PORT=', http://127.0.0.1:8080",
        "'PIPRIO_HTTP_PORT=80', http://127.0.0.1:80",
        "'PIPRIO_PORT=80', http://127.0.0.1:80"
    })
    void reachesWhatIsPublished(String line, String expected) {
        assertThat(HttpOutsideProbe.baseAddress(EnvFile.parse(line + "\n", ".env")))
                .hasToString(expected);
    }

    @Test
    void rehearsesNothingThatAReleaseSaysWillEnd() {
        List<String> deprecated = Catalogue.read(Repository.releases()).releases().stream()
                .flatMap(release -> Objects.requireNonNull(release.contract()).api().deprecated().stream())
                .map(Api.DeprecatedOperation::operation)
                .toList();

        assertThat(deprecated).contains("GET /api/v1/schedules");
        assertThat(HttpOutsideProbe.REHEARSED)
                .extracting(path -> "GET " + path.replaceFirst("\\?.*", ""))
                .doesNotContainAnyElementsOf(deprecated);
    }

    @ParameterizedTest
    @CsvSource({"PIPRIO_HTTP_PORT=http", "PIPRIO_HTTP_PORT=0", "PIPRIO_HTTP_PORT=70000", "PIPRIO_HTTP_ADDRESS=::"})
    void aWrongAddressIsTheOperatorsToMend(String line) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> HttpOutsideProbe.baseAddress(EnvFile.parse(line + "\n", ".env")))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID));
    }
}
