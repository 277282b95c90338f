package com.piprio.e2e.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenPageTest {

    private static final String APP = "app.0123456789abcdef.js";
    private static final String LAZY = "data.fedcba9876543210.js";

    private final Map<String, String> files = new ConcurrentHashMap<>(Map.of(
            "/",
            "<script src=\"assets/" + APP + "\">",
            "/assets/" + APP,
            "await import('./" + LAZY + "')",
            "/assets/" + LAZY,
            "lazy"));
    private String caching = "public, immutable";
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void knowsWhatIsLoadedLater() {
        OpenPage page = open();
        assertThat(page.assets()).containsExactlyInAnyOrder(APP, LAZY);
        page.expectItsAssets();
    }

    @Test
    void noticesAnAssetThatIsGone() {
        OpenPage page = open();
        files.remove("/assets/" + LAZY);
        assertThatThrownBy(page::expectItsAssets)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("404");
    }

    @Test
    void noticesAnotherContent() {
        OpenPage page = open();
        files.put("/assets/" + LAZY, "lazy, but of another release");
        assertThatThrownBy(page::expectItsAssets)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(LAZY);
    }

    @Test
    void noticesAnAssetThatBrowsersDoNotKeep() {
        caching = "no-store";
        assertThatThrownBy(this::open).isInstanceOf(AssertionError.class).hasMessageContaining("no-store");
    }

    @Test
    void noticesAPageWithoutAssets() {
        files.put("/", "<script src=\"app.js\">");
        assertThatThrownBy(this::open).isInstanceOf(AssertionError.class).hasMessageContaining("no asset");
    }

    private OpenPage open() {
        return OpenPage.at("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String content = files.getOrDefault(path, "");
        exchange.getResponseHeaders().set("Cache-Control", path.equals("/") ? "no-cache" : caching);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(files.containsKey(path) ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
