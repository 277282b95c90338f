package com.piprio.upgrader.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry in this process: prepared answers by path, 404 for the rest. */
public final class FakeRegistry implements AutoCloseable {
    private record Answer(int status, String body, Map<String, String> headers, long delayMillis) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> firstAnswers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** As {@code PIPRIO_REGISTRY} would name it. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeRegistry tags(String json) {
        return answers("/v2/piprio/release/tags/list", 200, json);
    }

    /** One page of tags that says where the next is, relative to this registry as registries do. */
    public FakeRegistry page(String path, String json, String next) {
        answers.put(path, new Answer(200, json, Map.of("Link", "<" + next + ">; rel=\"next\""), 0));
        return this;
    }

    public FakeRegistry answers(String path, int status, String body) {
        answers.put(path, new Answer(status, body, Map.of(), 0));
        return this;
    }

    public FakeRegistry answersSlowly(String path, String body, long millis) {
        answers.put(path, new Answer(200, body, Map.of(), millis));
        return this;
    }

    /** So many requests get 429 before the answer that is prepared otherwise. */
    public FakeRegistry busyFor(int requests, String path, String retryAfter) {
        Answer busy = new Answer(429, "{\"errors\":[]}", Map.of("Retry-After", retryAfter), 0);
        firstAnswers.put(path, new ConcurrentLinkedDeque<>(Collections.nCopies(requests, busy)));
        return this;
    }

    public FakeRegistry manifest(String image, String reference, String digest) {
        answers.put(
                "/v2/" + image + "/manifests/" + reference,
                new Answer(200, "", Map.of("Docker-Content-Digest", digest), 0));
        return this;
    }

    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        Deque<Answer> first = firstAnswers.getOrDefault(path, new ArrayDeque<>());
        Answer answer = first.isEmpty()
                ? answers.getOrDefault(path, new Answer(404, "{\"errors\":[]}", Map.of(), 0))
                : first.remove();
        try {
            Thread.sleep(answer.delayMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
