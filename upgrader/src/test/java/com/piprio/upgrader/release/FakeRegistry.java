package com.piprio.upgrader.release;

import com.piprio.upgrader.image.Descriptor;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry in this process: prepared answers by path, 404 for the rest. */
public final class FakeRegistry implements AutoCloseable {
    private static final String IMAGE = "application/vnd.docker.distribution.manifest.v2+json";

    private record Answer(int status, byte[] body, Map<String, String> headers, long delayMillis) {
        Answer(int status, String body, Map<String, String> headers, long delayMillis) {
            this(status, body.getBytes(StandardCharsets.UTF_8), headers, delayMillis);
        }
    }

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

    FakeRegistry answers(String path, int status, byte[] body) {
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

    /** An image with these layers. */
    public FakeRegistry image(String name, String tag, byte[]... layers) {
        pushed(name, tag, manifest(name, layers));
        return this;
    }

    /** The manifest of an image with these layers, all blobs of which are there. */
    String manifest(String name, byte[]... layers) {
        String configuration = blob(name, "{}".getBytes(StandardCharsets.UTF_8));
        String blobs = Stream.of(layers).map(layer -> blob(name, layer)).collect(Collectors.joining(","));
        return "{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE + "\",\"config\":" + configuration + ",\"layers\":["
                + blobs + "]}";
    }

    private String blob(String name, byte[] content) {
        answers("/v2/" + name + "/blobs/" + Descriptor.digestOf(content), 200, content);
        return descriptor("application/octet-stream", content);
    }

    static String descriptor(String type, byte[] content) {
        return new Descriptor(type, Descriptor.digestOf(content), content.length, null, false)
                .write()
                .toString();
    }

    /** A manifest under a tag and under its digest, which is told with both. */
    FakeRegistry pushed(String name, String tag, String manifest) {
        String digest = Descriptor.digestOf(manifest.getBytes(StandardCharsets.UTF_8));
        Answer answer = new Answer(200, manifest, Map.of("Docker-Content-Digest", digest), 0);
        answers.put("/v2/" + name + "/manifests/" + tag, answer);
        answers.put("/v2/" + name + "/manifests/" + digest, answer);
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
        boolean empty = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
