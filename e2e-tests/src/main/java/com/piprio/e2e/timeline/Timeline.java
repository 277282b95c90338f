package com.piprio.e2e.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks every service for its health through the proxy, twice a second, and keeps each change: the story of an upgrade
 * as a user could have seen it.
 */
public final class Timeline implements AutoCloseable {

    /** Services whose health the proxy shows; to releases before 1.6.0 the last one is unknown. */
    public static final List<String> SERVICES = List.of("api", "worker", "scheduler", "web", "search");

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One change: from then on the service answered this. */
    public record Change(Instant at, String service, String answer) {}

    private final String address;
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> last = new HashMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "timeline");
        thread.setDaemon(true);
        return thread;
    });

    public Timeline(String address) {
        this.address = address;
    }

    /** Starts to ask; until {@link #close}. */
    public Timeline start() {
        executor.scheduleWithFixedDelay(this::sample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void sample() {
        for (String service : SERVICES) {
            String answer = answer(service);
            if (!answer.equals(last.put(service, answer))) {
                changes.add(new Change(Instant.now(), service, answer));
            }
        }
    }

    /** Status and release, such as {@code 200 1.4.0}, or why there is no answer. */
    private String answer(String service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/health/" + service))
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return (response.statusCode() + " " + release(response.body())).strip();
        } catch (IOException e) {
            return "no answer (" + e.getClass().getSimpleName() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** What the check named {@code release} says; empty when the answer has none. */
    public static String release(String body) {
        try {
            for (JsonNode check : JSON.readTree(body).path("checks")) {
                if (check.path("name").asText().equals("release")) {
                    return check.path("data").path("release").asText("");
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** One line for each change, with seconds since the first. */
    public String printed() {
        StringBuilder text = new StringBuilder();
        List<Change> all = changes();
        for (Change change : all) {
            double seconds = Duration.between(all.get(0).at(), change.at()).toMillis() / 1000.0;
            text.append(String.format("%8.1f s  %-10s %s%n", seconds, change.service(), change.answer()));
        }
        return text.toString();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
