package com.piprio.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests to one bucket, signed. Safe for several threads; connections are kept by Java itself.
 *
 * <p>A general client of the protocol takes three times the processor for the same bytes, and a second to start.
 */
final class ObjectRequests {
    private static final String UNRESERVED = "-._~/";

    private final URI endpoint;
    private final String bucket;
    private final RequestSignature signature;
    private final int connectMillis;
    private final int silenceMillis;

    ObjectRequests(ObjectStoreAccess access, Duration connectLimit, Duration silenceLimit) {
        this.endpoint = access.endpoint();
        this.bucket = access.bucket();
        this.signature = new RequestSignature(access.accessKey().value(), access.secretKey());
        this.connectMillis = (int) connectLimit.toMillis();
        this.silenceMillis = (int) silenceLimit.toMillis();
    }

    /**
     * The answer to a GET, whose content has not been read yet; null when there is no such object.
     *
     * @throws StatusException when the server refuses, also after several attempts
     */
    @Nullable
    HttpURLConnection get(String key) throws IOException {
        try {
            return Attempts.demand(() -> {
                HttpURLConnection connection = open("GET", path(key), "", Map.of());
                StatusException.requireSuccess(connection);
                return connection;
            });
        } catch (StatusException e) {
            if (e.notFound()) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Stores an object.
     *
     * @param headers names in lower case
     * @return its ETag, without quotes; null when the server tells none
     */
    @Nullable
    String put(String key, Content content, SortedMap<String, String> headers) throws IOException {
        HttpURLConnection answer = Attempts.demand(() -> {
            HttpURLConnection connection = open("PUT", path(key), "", headers);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(content.size());
            try (InputStream in = content.open();
                    OutputStream out = connection.getOutputStream()) {
                in.transferTo(out);
            }
            finish(connection);
            return connection;
        });
        String etag = answer.getHeaderField("ETag");
        return etag == null ? null : etag.replace("\"", "");
    }

    /** @param token of the page before; null for the first page */
    ListingPage list(@Nullable String token) throws IOException {
        // Keys may hold characters that XML cannot, so the server is asked to encode them.
        String query = (token == null ? "" : "continuation-token=" + encoded(token, "-._~") + "&")
                + "encoding-type=url&list-type=2";
        return Attempts.demand(() -> {
            HttpURLConnection connection = open("GET", bucketPath(), query, Map.of());
            StatusException.requireSuccess(connection);
            try (InputStream answer = connection.getInputStream()) {
                return ListingPage.read(answer);
            }
        });
    }

    boolean bucketExists() throws IOException {
        try {
            return Attempts.demand(() -> finish(open("HEAD", bucketPath(), "", Map.of())));
        } catch (StatusException e) {
            if (e.notFound()) {
                return false;
            }
            throw e;
        }
    }

    void createBucket() throws IOException {
        Attempts.demand(() -> {
            HttpURLConnection connection = open("PUT", bucketPath(), "", Map.of("content-type", "application/xml"));
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(0);
            connection.getOutputStream().close();
            return finish(connection);
        });
    }

    /** Reads the rest, so that the connection can be used again. */
    private static boolean finish(HttpURLConnection connection) throws IOException {
        StatusException.requireSuccess(connection);
        try (InputStream rest = connection.getInputStream()) {
            rest.transferTo(OutputStream.nullOutputStream());
            return true;
        }
    }

    HttpURLConnection open(String method, String path, String query, Map<String, String> headers) throws IOException {
        // This constructor takes the path as it is; the others would resolve a key such as "a/../b".
        String file = query.isEmpty() ? path : path + "?" + query;
        URL url = new URL(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort(), file);
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(connectMillis);
        connection.setReadTimeout(silenceMillis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        signature
                .sign(method, host(endpoint), path, query, headers, RequestSignature.UNSIGNED, Instant.now())
                .forEach(connection::setRequestProperty);
        return connection;
    }

    /** As {@link HttpURLConnection} sends it. */
    static String host(URI endpoint) {
        int usual = "https".equals(endpoint.getScheme()) ? 443 : 80;
        int port = endpoint.getPort();
        return port == -1 || port == usual ? endpoint.getHost() : endpoint.getHost() + ":" + port;
    }

    String path(String key) {
        return path(endpoint.getRawPath(), bucket, key);
    }

    private String bucketPath() {
        String path = path("");
        return path.substring(0, path.length() - 1);
    }

    /** Every byte of a key but the unreserved ones and the slash is encoded, once. */
    static String path(@Nullable String prefix, String bucket, String key) {
        return (prefix == null || prefix.equals("/") ? "" : prefix) + "/" + bucket + "/" + encoded(key, UNRESERVED);
    }

    private static String encoded(String text, String unreserved) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || unreserved.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 0xF));
            }
        }
        return encoded.toString();
    }

    private static char hexDigit(int value) {
        return Character.toUpperCase(Character.forDigit(value, 16));
    }
}
