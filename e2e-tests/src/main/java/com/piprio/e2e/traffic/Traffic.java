package com.piprio.e2e.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Users of an installation: they read, upload and create jobs at fixed rates through the published port, and never try
 * again. The rates do not slow down while answers are late, so an outage is felt in full.
 */
public final class Traffic implements AutoCloseable {

    static {
        // The JDK's client repeats a GET on a connection that the server closed; then a lost request would go unseen.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(45);
    private static final int LARGEST_DOCUMENT = 64 * 1024;

    private final String address;
    private final String token;
    private final Profile profile;
    private final String marker;
    private final Random random;
    private final Instant end;
    private final Semaphore inFlight;
    private final Ledger ledger = new Ledger();
    private final AtomicInteger numbers = new AtomicInteger();
    // Of its own: with one counter for all, the rates could keep reads from ever coming to one of their kinds.
    private final AtomicInteger reads = new AtomicInteger();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    private Traffic(String address, String token, Profile profile, long seed) {
        this.address = address;
        this.token = token;
        this.profile = profile;
        this.random = new Random(seed);
        this.marker = "traffic-" + Long.toHexString(seed);
        this.end = Instant.now().plus(profile.limit());
        this.inFlight = new Semaphore(profile.inFlight());
    }

    /**
     * Starts the load.
     *
     * @param address must be on 127.0.0.1
     */
    public static Traffic start(String address, String token, Profile profile) {
        if (!address.startsWith("http://127.0.0.1:")) {
            throw new IllegalArgumentException("load goes to 127.0.0.1 only, not to " + address);
        }
        Traffic traffic = new Traffic(address, token, profile, System.nanoTime());
        traffic.every(profile.readsPerSecond(), traffic::read);
        traffic.every(profile.documentsPerSecond(), traffic::upload);
        traffic.every(profile.jobsPerSecond(), traffic::createJob);
        return traffic;
    }

    private void every(int perSecond, Runnable send) {
        if (perSecond > 0) {
            long period = TimeUnit.SECONDS.toMicros(1) / perSecond;
            clock.scheduleAtFixedRate(send, period, period, TimeUnit.MICROSECONDS);
        }
    }

    /** Names of everything this load writes start with this. */
    public String marker() {
        return marker;
    }

    public Ledger ledger() {
        return ledger;
    }

    private void read() {
        List<Ledger.Document> known = ledger.documents();
        int number = reads.incrementAndGet();
        if (number % 3 == 0 && !known.isEmpty()) {
            Ledger.Document document = known.get(number % known.size());
            send("read", request("/api/v1/documents/" + document.id() + "/content"), 200, body -> {
                if (!sha256(body).equals(document.sha256())) {
                    throw new IllegalStateException("other bytes than were uploaded");
                }
            });
        } else {
            String path = List.of("/api/v1/documents?limit=20", "/api/v1/jobs?limit=20", "/")
                    .get(number % 3);
            send(path.equals("/") ? "page" : "read", request(path), 200, body -> {});
        }
    }

    private void upload() {
        String name = marker + "-document-" + numbers.incrementAndGet() + ".txt";
        byte[] bytes = new byte[1 + random.nextInt(LARGEST_DOCUMENT)];
        random.nextBytes(bytes);
        ledger.sentDocument(name);
        HttpRequest.Builder request = request("/api/v1/documents?name=" + name)
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", name)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        send(
                "upload",
                request,
                201,
                body -> ledger.acknowledged(new Ledger.Document(id(body), name, sha256(bytes), Instant.now())));
    }

    private void createJob() {
        List<Ledger.Document> known = ledger.documents();
        if (known.isEmpty()) {
            return;
        }
        String key = marker + "-job-" + numbers.incrementAndGet();
        String document = known.get(random.nextInt(known.size())).id();
        ledger.sentJob(key);
        HttpRequest.Builder request = request("/api/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(json(
                        Map.of("type", "extract", "documentId", document, "durationMillis", random.nextInt(1500)))));
        send("job", request, 201, body -> ledger.acknowledged(new Ledger.Job(id(body), key, "extract", Instant.now())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_LIMIT);
    }

    private interface Answer {
        void check(byte[] body);
    }

    private void send(String kind, HttpRequest.Builder builder, int expected, Answer answer) {
        Instant startedAt = Instant.now();
        if (startedAt.isAfter(end)) {
            return;
        }
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri().getPath();
        if (!inFlight.tryAcquire()) {
            exchanges.add(new Exchange(kind, what, startedAt, Duration.ZERO, "too many requests in flight", false));
            return;
        }
        long started = System.nanoTime();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, failure) -> {
            inFlight.release();
            Duration latency = Duration.ofNanos(System.nanoTime() - started);
            String outcome = outcome(response, failure, expected, answer);
            boolean ok = outcome.equals(Integer.toString(expected));
            exchanges.add(new Exchange(kind, what, startedAt, latency, outcome, ok));
        });
    }

    private static String outcome(
            @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure, int expected, Answer answer) {
        if (response == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return String.valueOf(cause);
        }
        if (response.statusCode() != expected) {
            String body = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8).strip();
            return response.statusCode() + " " + body.substring(0, Math.min(body.length(), 200));
        }
        try {
            answer.check(response.body());
            return Integer.toString(expected);
        } catch (RuntimeException e) {
            return "wrong answer: " + e.getMessage();
        }
    }

    /** What was seen until now. */
    public TrafficReport report() {
        return new TrafficReport(List.copyOf(exchanges));
    }

    /** Waits until this many requests got a good answer, so that what follows is really under load. */
    public Traffic awaitGood(int count) {
        org.awaitility.Awaitility.await(count + " good answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> exchanges.stream().filter(Exchange::ok).count() >= count);
        return this;
    }

    /** Sends nothing more, waits for the answers that are due, and returns the account. */
    public TrafficReport stop() {
        clock.shutdown();
        try {
            // All permits together are there only when nothing is in flight.
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)
                    || !inFlight.tryAcquire(
                            profile.inFlight(), ANSWER_LIMIT.plusSeconds(15).toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("requests are still in flight\n" + report().printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return report();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static String id(byte[] body) {
        try {
            String id = JSON.readTree(body).path("id").asText();
            if (id.isEmpty()) {
                throw new IllegalStateException("no id in the answer");
            }
            return id;
        } catch (java.io.IOException e) {
            throw new IllegalStateException("the answer is no JSON", e);
        }
    }

    private static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
