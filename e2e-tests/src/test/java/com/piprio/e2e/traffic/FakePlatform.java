package com.piprio.e2e.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small platform in memory that misbehaves as told, and says afterwards what it holds. */
final class FakePlatform implements AutoCloseable, Ledger.Holdings {

    /** What goes wrong with writes. */
    enum Fault {
        NONE,
        FORGETS,
        STORES_TWICE,
        STORES_OTHER_BYTES
    }

    static {
        // Head and body go out apart; without this the second waits 40 ms for the first to be acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final Map<String, List<String>> idsByKey = new ConcurrentHashMap<>();
    private final HttpServer server;
    final AtomicInteger requests = new AtomicInteger();
    volatile Fault fault = Fault.NONE;
    volatile int uploadStatus = 201;
    volatile boolean answersOtherBytes;
    volatile boolean answersNoJson;
    volatile boolean closesWithoutAnswer;
    volatile boolean breaksOffDownloads;
    volatile Duration pause = Duration.ZERO;

    FakePlatform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        requests.incrementAndGet();
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closesWithoutAnswer) {
            exchange.close();
        } else if (exchange.getRequestMethod().equals("POST")) {
            String id = write(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body);
            answer(exchange, path.endsWith("documents") ? uploadStatus : 201, "{\"id\":\"" + id + "\"}");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            String id = path.split("/")[4];
            contents.put(id, fault == Fault.STORES_OTHER_BYTES ? new byte[] {2} : body);
            answer(exchange, 200, "{\"id\":\"" + id + "\"}");
        } else if (path.endsWith("/content")) {
            byte[] content = answersOtherBytes ? new byte[] {1} : contents.get(path.split("/")[4]);
            answer(exchange, 200, content, breaksOffDownloads ? 1 : 0);
        } else {
            answer(exchange, 200, answersNoJson ? "<html>" : "{\"id\":\"any\"}");
        }
    }

    private String write(String key, byte[] body) {
        String id = "id-" + numbers.incrementAndGet();
        List<String> ids = idsByKey.computeIfAbsent(key, any -> new ArrayList<>());
        if (fault != Fault.FORGETS) {
            ids.add(id);
        }
        if (fault == Fault.STORES_TWICE) {
            ids.add(id + "-again");
        }
        contents.put(id, body);
        return id;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body, int missing) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body, 0, body.length - missing);
        }
    }

    @Override
    public List<String> documents(String name) {
        return idsByKey.getOrDefault(name, List.of());
    }

    @Override
    public Optional<String> contentSha256(String id) {
        return Optional.ofNullable(contents.get(id)).map(Sha256::of);
    }

    @Override
    public List<String> jobs(String key) {
        return idsByKey.getOrDefault(key, List.of());
    }

    @Override
    public String jobStatus(String id) {
        return "done";
    }

    @Override
    public int effects(String jobId) {
        return 1;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
