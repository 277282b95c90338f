package com.piprio.e2e.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knows what to send next of each kind, and notes in the ledger what was acknowledged. */
final class Users {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTES = "application/octet-stream";
    private static final int LARGEST_DOCUMENT = 16 * 1024;
    private static final int REPLACED_BYTES = 200_000;
    private static final int STREAM_SECONDS = 10;
    private static final int STREAMED_BYTES = 6_000_000;
    /** A document is replaced by one request at a time; so many wait for their turn, for each replacement a second. */
    private static final int REPLACEABLE_SECONDS = 30;
    /** The longest that a job may take. The next one is made while half of it is left. */
    private static final int LONG_JOB_MILLIS = 30_000;

    private static final Duration PREPARATION_LIMIT = Duration.ofSeconds(15);

    private final String marker;
    private final Ledger ledger;
    private final Random random;
    private final AtomicInteger numbers = new AtomicInteger();
    // Of its own for each kind: with one counter for all, a kind could always get the same way or the same path.
    private final Map<Kind, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final List<Ledger.Document> readable = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<String> replaceable = new ConcurrentLinkedQueue<>();
    private volatile Ledger.@Nullable Document streamed;
    private volatile String longJob = "";
    private long longJobMade;

    Users(String marker, Ledger ledger, Random random) {
        this.marker = marker;
        this.ledger = ledger;
        this.random = random;
    }

    /** Puts in what the load needs to begin: a document to read, documents to replace, one to download, a long job. */
    void prepare(Client client, Profile profile) {
        readable.add(uploaded(client, randomBytes(LARGEST_DOCUMENT)));
        if (profile.has(Kind.STREAM)) {
            streamed = uploaded(client, randomBytes(STREAMED_BYTES));
        }
        for (int count = 0; count < profile.rate(Kind.REPLACE) * REPLACEABLE_SECONDS; count++) {
            replaceable.add(uploaded(client, randomBytes(1)).id());
        }
        if (profile.has(Kind.WAIT)) {
            answer(client, longJob());
        }
    }

    private Ledger.Document uploaded(Client client, byte[] bytes) {
        List<Ledger.Document> stored = new ArrayList<>();
        answer(client, upload(bytes, stored::add));
        return stored.get(0);
    }

    private static void answer(Client client, Act act) {
        try {
            Answer answer = client.exchange(act.request(), Client.Way.KEPT, PREPARATION_LIMIT, act.reader());
            if (answer.status() != act.good()) {
                throw new AssertionError(
                        "the load could not begin: " + act.what() + " -> " + answer.status() + " " + answer.text());
            }
            act.accept().accept(answer);
        } catch (IOException e) {
            throw new AssertionError("the load could not begin: " + act.what() + " -> " + e.getMessage(), e);
        }
    }

    /** The next request of the kind; odd ones go out on fresh connections, even ones on kept ones. */
    Act next(Kind kind) {
        int turn = turns.computeIfAbsent(kind, any -> new AtomicInteger()).incrementAndGet();
        Client.Way way = turn % 2 == 0 ? Client.Way.KEPT : Client.Way.FRESH;
        return switch (kind) {
            case READ -> read(turn / 2, way);
            case PAGE -> Act.of(kind, Request.get("/"), way, 200, answer -> {});
            case UPLOAD ->
                upload(randomBytes(1 + random.nextInt(LARGEST_DOCUMENT)), readable::add)
                        .on(way);
            case JOB -> (longJobIsDue() ? longJob() : job(random.nextInt(300), id -> {})).on(way);
            case REPLACE -> replace(way);
            case WAIT -> Act.of(kind, Request.get("/api/v1/jobs/" + longJob + "?waitSeconds=5"), way, 200, Users::id);
            case STREAM -> stream();
        };
    }

    private Act read(int turn, Client.Way way) {
        return switch (turn % 4) {
            case 0 -> content(readable.get(random.nextInt(readable.size())), way);
            case 1 -> Act.of(Kind.READ, Request.get("/api/v1/documents?limit=20"), way, 200, Users::json);
            case 2 -> Act.of(Kind.READ, Request.get("/api/v1/jobs?limit=20"), way, 200, Users::json);
            default -> Act.of(Kind.READ, Request.get("/api/v1/platform"), way, 200, Users::json);
        };
    }

    private static Act content(Ledger.Document document, Client.Way way) {
        return Act.of(
                Kind.READ,
                Request.get(contentPath(document.id())),
                way,
                200,
                answer -> expectHash(Sha256.of(answer.body()), document));
    }

    private Act stream() {
        Ledger.Document document = java.util.Objects.requireNonNull(streamed);
        return Act.of(
                        Kind.STREAM,
                        Request.get(contentPath(document.id())),
                        Client.Way.THIN,
                        200,
                        answer -> expectHash(answer.text(), document))
                .read(new SlowReader(STREAMED_BYTES / STREAM_SECONDS));
    }

    private static void expectHash(String sha256, Ledger.Document document) {
        if (!sha256.equals(document.sha256())) {
            throw new IllegalStateException("other bytes than were uploaded");
        }
    }

    private static String contentPath(String document) {
        return "/api/v1/documents/" + document + "/content";
    }

    private Act upload(byte[] bytes, java.util.function.Consumer<Ledger.Document> stored) {
        String name = marker + "-document-" + numbers.incrementAndGet() + ".txt";
        ledger.sentDocument(name);
        Request request =
                Request.post("/api/v1/documents?name=" + name, BYTES, bytes).with("Idempotency-Key", name);
        return Act.of(Kind.UPLOAD, request, Client.Way.FRESH, 201, answer -> {
            Ledger.Document document = new Ledger.Document(id(answer), name, Sha256.of(bytes), Instant.now());
            ledger.acknowledged(document);
            stored.accept(document);
        });
    }

    private Act job(int durationMillis, java.util.function.Consumer<String> stored) {
        String key = marker + "-job-" + numbers.incrementAndGet();
        ledger.sentJob(key);
        Map<String, ?> body = Map.of(
                "type",
                "extract",
                "documentId",
                readable.get(random.nextInt(readable.size())).id(),
                "durationMillis",
                durationMillis);
        Request request =
                Request.post("/api/v1/jobs", "application/json", bytes(body)).with("Idempotency-Key", key);
        return Act.of(Kind.JOB, request, Client.Way.FRESH, 201, answer -> {
            ledger.acknowledged(new Ledger.Job(id(answer), key, "extract", Instant.now()));
            stored.accept(id(answer));
        });
    }

    /** A job that questions can wait for; they go on about the one before while this has no answer yet. */
    private Act longJob() {
        longJobMade = System.nanoTime();
        return job(LONG_JOB_MILLIS, id -> longJob = id);
    }

    private boolean longJobIsDue() {
        return !longJob.isEmpty()
                && System.nanoTime() - longJobMade
                        > Duration.ofMillis(LONG_JOB_MILLIS / 2).toNanos();
    }

    private Act replace(Client.Way way) {
        String document = replaceable.poll();
        if (document == null) {
            throw new IllegalStateException("every document waits for the answer to its replacement");
        }
        byte[] bytes = randomBytes(REPLACED_BYTES);
        Ledger.Replacement replacement = ledger.sentReplacement(document, Sha256.of(bytes));
        // Without an answer it may still be stored later, over a newer one: such a document is not used again.
        return Act.of(Kind.REPLACE, Request.put(contentPath(document), BYTES, bytes), way, 200, answer -> {
            id(answer);
            ledger.acknowledged(replacement, Instant.now());
            replaceable.add(document);
        });
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String id(Answer answer) {
        String id = json(answer).path("id").asText();
        if (id.isEmpty()) {
            throw new IllegalStateException("no id in the answer");
        }
        return id;
    }

    private static com.fasterxml.jackson.databind.JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("the answer is no JSON", e);
        }
    }

    private static byte[] bytes(Map<String, ?> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
