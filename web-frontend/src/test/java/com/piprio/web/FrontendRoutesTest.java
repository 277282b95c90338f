package com.piprio.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendRoutesTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Frontend source = Frontend.of("1.3.0");
    private final Frontend target = Frontend.of("1.4.0");
    private int port;

    @BeforeEach
    void serveTheTargetAfterTheSource() throws Exception {
        KeptAssets kept = new KeptAssets(directory, Clock.systemUTC());
        kept.renew(source.assets().values());
        kept.renew(target.assets().values());
        Router router = Router.router(vertx);
        new FrontendRoutes(target, kept).addTo(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void thePageIsAskedForAnewEachTime(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.body()).isEqualTo(target.page());
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void itsOwnAssetsMayBeKeptForEver() throws Exception {
        for (Asset asset : target.assets().values()) {
            expectServed(asset);
        }
    }

    @Test
    void aPageOfTheSourceStillFindsEachOfItsAssets() throws Exception {
        for (Asset asset : source.assets().values()) {
            expectServed(asset);
        }
    }

    @Test
    void itsOwnAssetsDoNotNeedTheDirectory() throws Exception {
        for (Asset asset : target.assets().values()) {
            Files.delete(directory.resolve(asset.name()));
            expectServed(asset);
        }
    }

    @Test
    void anAssetThatWasDroppedIsMissingAndNobodyRemembersThat() throws Exception {
        Asset lazy = source.assets().values().stream()
                .filter(asset -> asset.name().startsWith("data."))
                .findFirst()
                .orElseThrow();
        Files.delete(directory.resolve(lazy.name()));
        expectMissing("/assets/" + lazy.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/app.0123456789abcdef.js",
                "/assets/app.js",
                "/assets/",
                "/assets/a/b.js",
                "/assets/..%2Fsecret",
                "/assets/..%2Fapp.0123456789abcdef.js"
            })
    void whatIsNoAssetIsMissing(String path) throws Exception {
        Files.writeString(directory.resolve("app.js"), "here");
        expectMissing(path);
    }

    @Test
    void aHeadRequestIsAnsweredLikeAGet() throws Exception {
        HttpRequest head = request(
                        "/assets/" + target.assets().keySet().iterator().next())
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private void expectServed(Asset asset) throws Exception {
        HttpResponse<String> answer = get("/assets/" + asset.name());
        assertThat(answer.statusCode()).as(asset.name()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(asset.text());
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Type")).isEqualTo(asset.type());
    }

    private void expectMissing(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }
}
