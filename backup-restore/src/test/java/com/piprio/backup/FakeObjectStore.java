package com.piprio.backup;

import com.piprio.operator.Secret;
import com.piprio.signing.Sha256;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An S3 server in this process that keeps any key exactly, and misbehaves when told to. */
final class FakeObjectStore implements AutoCloseable {
    static final String BUCKET = "piprio-documents";
    private static final int PAGE = 3;

    final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    /** Listed, and gone when somebody asks for them. */
    final Set<String> vanished = ConcurrentHashMap.newKeySet();
    /** There, and left out of every listing, as servers do while a bucket is written to. */
    final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    /** Sent up to their half; then the connection ends. */
    final Set<String> cutShort = ConcurrentHashMap.newKeySet();
    /** Taken, and changed on the way to the disk. */
    final Set<String> spoiled = ConcurrentHashMap.newKeySet();

    /** How many of the next listings fail. */
    final AtomicInteger stumbles = new AtomicInteger();

    /** How many of the next requests for an object are refused as too many. */
    final AtomicInteger busy = new AtomicInteger();

    /** When each object was written, for a server that tells its objects' versions; others say nothing in listings. */
    final Map<String, Instant> modified = new ConcurrentHashMap<>();

    /** How many contents were asked for. */
    final AtomicInteger reads = new AtomicInteger();

    volatile boolean bucketExists = true;
    /** Whether the ETag of what was stored is its MD5. */
    volatile boolean tellsMd5;

    volatile boolean repeatsPages;
    /** What listings say instead of the true size; 0 for the truth. */
    volatile long pretendedSize;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    FakeObjectStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    ObjectStoreAccess access() {
        return new ObjectStoreAccess(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                BUCKET,
                new Secret("access"),
                new Secret("secret"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String bucket = "/" + BUCKET;
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals(bucket) || path.equals(bucket + "/")) {
            answerForBucket(exchange);
            return;
        }
        if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            text(exchange, 503, "<Error><Code>SlowDown</Code><Message>too many requests</Message></Error>");
            return;
        }
        String key = decode(path.substring(bucket.length() + 1));
        if (exchange.getRequestMethod().equals("PUT")) {
            if (spoiled.contains(key)) {
                body[0] ^= 1;
            }
            objects.put(key, body);
            if (tellsMd5) {
                exchange.getResponseHeaders()
                        .set(
                                "ETag",
                                "\""
                                        + Content.held(Path.of("stored"), body)
                                                .md5()
                                                .orElseThrow() + "\"");
            }
            exchange.sendResponseHeaders(200, -1);
        } else {
            send(exchange, key);
        }
    }

    private void answerForBucket(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            bucketExists = true;
            exchange.sendResponseHeaders(200, -1);
        } else if (!bucketExists) {
            error(exchange, "NoSuchBucket");
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else if (stumbles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            text(exchange, 500, "<Error><Code>InternalError</Code><Message>stumbled</Message></Error>");
        } else {
            text(exchange, 200, page(exchange.getRequestURI().getRawQuery()));
        }
    }

    private void send(HttpExchange exchange, String key) throws IOException {
        reads.incrementAndGet();
        byte[] content = objects.get(key);
        if (content == null || vanished.contains(key)) {
            error(exchange, "NoSuchKey");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/x-test");
        Instant moment = modified.get(key);
        if (moment == null) {
            exchange.getResponseHeaders().set("ETag", "\"opaque-" + System.nanoTime() + "\"");
        } else {
            exchange.getResponseHeaders().set("ETag", etag(key));
            exchange.getResponseHeaders()
                    .set("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC)));
        }
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(content, 0, cutShort.contains(key) ? content.length / 2 : content.length);
            out.flush();
        }
    }

    private String etag(String key) {
        return "\"" + Sha256.of(objects.get(key)).substring(0, 32) + "\"";
    }

    private String page(String query) {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts.length > 1 ? decode(parts[1]) : "");
        }
        int start = repeatsPages ? 0 : Integer.parseInt(parameters.getOrDefault("continuation-token", "0"));
        List<String> keys = new ArrayList<>(objects.keySet());
        keys.removeAll(unlisted);
        int end = Math.min(start + PAGE, keys.size());
        StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
        xml.append("<IsTruncated>").append(end < keys.size()).append("</IsTruncated>");
        if (end < keys.size()) {
            xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
        }
        for (String key : keys.subList(start, end)) {
            long size = pretendedSize > 0 ? pretendedSize : objects.get(key).length;
            xml.append("<Contents><Key>")
                    .append(URLEncoder.encode(key, StandardCharsets.UTF_8))
                    .append("</Key><Size>")
                    .append(size)
                    .append("</Size>");
            if (modified.containsKey(key)) {
                xml.append("<ETag>")
                        .append(etag(key).replace("\"", "&quot;"))
                        .append("</ETag><LastModified>")
                        .append(modified.get(key))
                        .append("</LastModified>");
            }
            xml.append("</Contents>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private static void error(HttpExchange exchange, String code) throws IOException {
        text(exchange, 404, "<Error><Code>" + code + "</Code><Message>not here</Message></Error>");
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
