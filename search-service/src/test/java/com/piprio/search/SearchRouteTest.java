package com.piprio.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.runtime.BearerToken;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchRouteTest {

    private static final FoundDocument FOUND = new FoundDocument(new UUID(0, 7), "An \"offer\"", "en");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean ready = true;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        new SearchRoute(new BearerToken("right"), this::find).addTo(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    private Optional<List<FoundDocument>> find(String text) {
        return ready ? Optional.of(text.equals("an offer") ? List.of(FOUND) : List.of()) : Optional.empty();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void saysWhatWasFound() throws Exception {
        HttpResponse<String> answer = get("/search?text=an%20offer", "Bearer right");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put(
                                "items",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("id", FOUND.id().toString())
                                                .put("title", FOUND.title())
                                                .put("language", "en"))));
    }

    @Test
    void nothingIsAnAnswerToo() throws Exception {
        assertThat(get("/search?text=none", "Bearer right").body()).isEqualTo("{\"items\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"right", "Bearer wrong", "Basic right"})
    void withoutTheTokenNothingIsFound(String authorization) throws Exception {
        HttpResponse<String> answer = get("/search?text=an%20offer", authorization);

        assertRefused(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search", "/search?text=", "/search?text=%20"})
    void withoutATextThereIsNothingToFind(String path) throws Exception {
        assertRefused(get(path, "Bearer right"), 400);
    }

    @Test
    void aTextThatIsTooLongIsRefused() throws Exception {
        assertThat(get("/search?text=" + "a".repeat(200), "Bearer right").statusCode())
                .isEqualTo(200);
        assertRefused(get("/search?text=" + "a".repeat(201), "Bearer right"), 400);
    }

    @Test
    void whileTheSchemaIsNotThatOfTheReleaseItSaysSo() throws Exception {
        ready = false;

        HttpResponse<String> answer = get("/search?text=an%20offer", "Bearer right");

        assertRefused(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
