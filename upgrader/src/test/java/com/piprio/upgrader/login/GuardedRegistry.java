package com.piprio.upgrader.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry in this process that wants to know who asks, and its token service. Everything else in it can be read by
 * everybody, 404 where there is nothing.
 */
public final class GuardedRegistry implements AutoCloseable {
    /** What came: method, path with query, and who it said that asks ({@code -} for nobody). */
    public record Request(String line, String authorization, String body) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> guarded = new ConcurrentHashMap<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String tokenAnswer = "{\"token\":\"t%d\",\"expires_in\":300}";
    private final AtomicInteger issued = new AtomicInteger();

    public GuardedRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** As {@code PIPRIO_REGISTRY} would name it. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create("http://" + address() + path);
    }

    public GuardedRegistry has(String path, String body) {
        answers.put(path, new Answer(200, body, Map.of()));
        return this;
    }

    public GuardedRegistry has(String path, String body, String header, String value) {
        answers.put(path, new Answer(200, body, Map.of(header, value)));
        return this;
    }

    GuardedRegistry answers(String path, int status) {
        answers.put(path, new Answer(status, "{}", Map.of()));
        return this;
    }

    public GuardedRegistry redirects(String path, String location) {
        answers.put(path, new Answer(307, "", Map.of("Location", location)));
        return this;
    }

    /** From now on what is below a path is for those alone who are accepted; others get this challenge. */
    public GuardedRegistry guards(String path, String challenge) {
        guarded.put(path, challenge);
        return this;
    }

    /** Takes this as a login, for the registry and for its token service. */
    public GuardedRegistry accepts(String authorization) {
        accepted.add(authorization);
        return this;
    }

    /** Forgets every login and every token. */
    GuardedRegistry forgets() {
        accepted.clear();
        return this;
    }

    /** What the token service says; {@code %d} counts the tokens. */
    GuardedRegistry issues(String answer) {
        tokenAnswer = answer;
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    List<String> authorizations() {
        return requests.stream().map(Request::authorization).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String said = authorization == null ? "-" : authorization;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(), said, body));
        Answer answer = refusal(path, said, exchange);
        if (answer == null) {
            answer = path.equals("/token") ? token() : answers.getOrDefault(path, new Answer(404, "{}", Map.of()));
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean empty = exchange.getRequestMethod().equals("HEAD") || content.length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : content.length);
        if (!empty) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private Answer refusal(String path, String said, HttpExchange exchange) {
        for (Map.Entry<String, String> guard : guarded.entrySet()) {
            if (path.startsWith(guard.getKey()) && !accepted.contains(said)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", guard.getValue());
                return new Answer(401, "{\"errors\":[]}", Map.of());
            }
        }
        return null;
    }

    private Answer token() {
        int number = issued.incrementAndGet();
        accepted.add("Bearer t" + number);
        return new Answer(200, tokenAnswer.replace("%d", String.valueOf(number)), Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
