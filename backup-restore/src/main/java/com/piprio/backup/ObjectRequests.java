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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * GET and PUT of single objects: the two requests that are made for each object, where the S3 client of the SDK takes three
 * times the processor for the same bytes. Everything else is the SDK's. Safe for several threads.
 */
final class ObjectRequests {
    /** As many as the SDK makes. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LONGEST_REASON = 4000;
    private static final Pattern REASON = Pattern.compile("<(Code|Message)>([^<]*)<");
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

    /** An answer other than success. */
    static final class StatusException extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        StatusException(int status, String message) {
            super("HTTP " + status + (message.isEmpty() ? "" : ": " + message));
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * The answer to a GET, whose content has not been read yet; null when there is no such object.
     *
     * @throws StatusException when the server refuses, also after several attempts
     */
    @Nullable
    HttpURLConnection get(String key) throws IOException {
        try {
            return demand(() -> {
                HttpURLConnection connection = open("GET", key, Map.of());
                requireSuccess(connection);
                return connection;
            });
        } catch (StatusException e) {
            if (e.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    /** @param headers names in lower case */
    void put(String key, Content content, SortedMap<String, String> headers) throws IOException {
        demand(() -> {
            HttpURLConnection connection = open("PUT", key, headers);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(content.size());
            try (InputStream in = content.open();
                    OutputStream out = connection.getOutputStream()) {
                in.transferTo(out);
            }
            requireSuccess(connection);
            end(connection.getInputStream());
            return connection;
        });
    }

    @FunctionalInterface
    private interface Attempt {
        HttpURLConnection make() throws IOException;
    }

    /** A server that is busy, or has closed a connection that was kept, is asked again. */
    private static HttpURLConnection demand(Attempt attempt) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return attempt.make();
            } catch (StatusException e) {
                if (number == ATTEMPTS || (e.status() < 500 && e.status() != 429)) {
                    throw e;
                }
            } catch (IOException e) {
                if (number == ATTEMPTS) {
                    throw e;
                }
            }
            pause(PAUSE.multipliedBy(1L << number));
        }
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for the object store", e);
        }
    }

    private HttpURLConnection open(String method, String key, Map<String, String> headers) throws IOException {
        String path = path(endpoint.getRawPath(), bucket, key);
        // This constructor takes the path as it is; the others would resolve a key such as "a/../b".
        URL url = new URL(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort(), path);
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(connectMillis);
        connection.setReadTimeout(silenceMillis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        signature
                .sign(method, host(endpoint), path, headers, RequestSignature.UNSIGNED, Instant.now())
                .forEach(connection::setRequestProperty);
        return connection;
    }

    /** As {@link HttpURLConnection} sends it. */
    static String host(URI endpoint) {
        int usual = "https".equals(endpoint.getScheme()) ? 443 : 80;
        int port = endpoint.getPort();
        return port == -1 || port == usual ? endpoint.getHost() : endpoint.getHost() + ":" + port;
    }

    /** Every byte of a key but the unreserved ones and the slash is encoded, once. */
    static String path(@Nullable String prefix, String bucket, String key) {
        StringBuilder path = new StringBuilder(key.length() + 64);
        path.append(prefix == null || prefix.equals("/") ? "" : prefix)
                .append('/')
                .append(bucket)
                .append('/');
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0) {
                path.append(c);
            } else {
                path.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 0xF));
            }
        }
        return path.toString();
    }

    private static char hexDigit(int value) {
        return Character.toUpperCase(Character.forDigit(value, 16));
    }

    private static void requireSuccess(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            InputStream error = connection.getErrorStream();
            throw new StatusException(status, error == null ? "" : reason(error));
        }
    }

    /** Code and message as S3 servers send them; all is read, so that the connection can be used again. */
    private static String reason(InputStream error) throws IOException {
        try (error) {
            String text = new String(error.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
            error.transferTo(OutputStream.nullOutputStream());
            return REASON.matcher(text)
                    .results()
                    .map(match -> Damage.printable(match.group(2)))
                    .collect(Collectors.joining(", "));
        }
    }

    private static void end(InputStream content) throws IOException {
        try (content) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }
}
