package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One bucket of any S3 server: path-style addresses; ETags mean nothing but same or other, and no
 * checksum is asked for: contents are hashed by this module at both ends.
 *
 * <p>Safe for several threads. Contents are streamed, never held.
 */
final class ObjectStore {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
    /** Each is made four times, with pauses (seen: four that failed, beside 26 writes a second). */
    private static final int LISTING_ATTEMPTS = 8;

    private static final String METADATA = "x-amz-meta-";
    /** How the index of a bundle names them, and how HTTP does. */
    private static final Map<String, String> STANDARD_HEADERS = Map.of(
            "cacheControl", "cache-control",
            "contentDisposition", "content-disposition",
            "contentEncoding", "content-encoding",
            "contentLanguage", "content-language");

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final ObjectRequests requests;
    private final String bucket;
    private final String endpoint;

    ObjectStore(ObjectStoreAccess access) {
        this.bucket = access.bucket();
        this.endpoint = access.endpoint().toString();
        this.requests = new ObjectRequests(access, CONNECT_LIMIT, SILENCE_LIMIT);
    }

    /** An object as the listing shows it; without a version when the server does not tell one. */
    record Listed(String key, long size, @Nullable ObjectVersion version) {}

    /** What an answer says about an object besides its content. */
    record Facts(ObjectHeaders headers, @Nullable ObjectVersion version) {
        private static Facts of(HttpURLConnection answer) {
            SortedMap<String, String> standard = new TreeMap<>();
            STANDARD_HEADERS.forEach((name, header) -> put(standard, name, answer.getHeaderField(header)));
            SortedMap<String, String> metadata = new TreeMap<>();
            answer.getHeaderFields().forEach((name, values) -> {
                if (name != null && name.toLowerCase(Locale.ROOT).startsWith(METADATA)) {
                    metadata.put(name.substring(METADATA.length()).toLowerCase(Locale.ROOT), values.get(0));
                }
            });
            long modified = answer.getLastModified();
            return new Facts(
                    new ObjectHeaders(answer.getContentType(), standard, metadata),
                    ObjectVersion.told(
                            answer.getHeaderField("ETag"), modified == 0 ? null : Instant.ofEpochMilli(modified)));
        }

        private static void put(SortedMap<String, String> headers, String name, @Nullable String value) {
            if (value != null) {
                headers.put(name, value);
            }
        }
    }

    /** Takes the objects of a listing, one after the other. */
    @FunctionalInterface
    interface ListingSink {
        void accept(Listed object) throws IOException;
    }

    /** Lists the bucket page by page; a bucket that does not exist is empty. */
    void list(ListingSink sink) throws IOException {
        @Nullable String token = null;
        do {
            ListingPage page = page(token);
            if (page == null) {
                return;
            }
            for (Listed object : page.objects()) {
                sink.accept(object);
            }
            String next = page.next();
            if (page.truncated() && (next == null || next.equals(token))) {
                throw failure("answers a listing with the same page again and again", null);
            }
            token = page.truncated() ? next : null;
        } while (token != null);
    }

    /** A server that lists a bucket while it is written to may stumble over what vanishes: it is asked again. */
    private @Nullable ListingPage page(@Nullable String token) {
        for (int attempt = 1; ; attempt++) {
            try {
                return requests.list(token);
            } catch (StatusException e) {
                if (e.notFound() && !e.says("NoSuchKey")) {
                    return null;
                }
                if (!e.passing() || attempt == LISTING_ATTEMPTS) {
                    throw failure("does not list bucket " + bucket, e);
                }
            } catch (IOException e) {
                throw failure("does not answer", e);
            }
        }
    }

    /** Reads the content of an object. */
    @FunctionalInterface
    interface ContentReader<R> {
        R read(InputStream content, Facts facts) throws IOException;
    }

    /**
     * Hands the content of an object to {@code reader}; empty when there is no such object.
     *
     * @throws OperatorException also when the content ends before the length that the server announced
     */
    <R> Optional<R> read(String key, ContentReader<R> reader) {
        try {
            HttpURLConnection answer = requests.get(key);
            return answer == null ? Optional.empty() : Optional.of(read(key, answer, reader));
        } catch (IOException e) {
            throw failure("does not send object '" + Damage.printable(key) + "'", e);
        }
    }

    private <R> R read(String key, HttpURLConnection answer, ContentReader<R> reader) throws IOException {
        long announced = answer.getContentLengthLong();
        try (InputStream content = answer.getInputStream()) {
            CountingStream counted = new CountingStream(content);
            R result = reader.read(counted, Facts.of(answer));
            if (announced >= 0 && announced != counted.count()) {
                throw failure(
                        "sent " + counted.count() + " of " + announced + " bytes of object '" + Damage.printable(key)
                                + "'",
                        null);
            }
            return result;
        } catch (IOException | RuntimeException e) {
            // What is left of the content must not be read to its end.
            answer.disconnect();
            throw e;
        }
    }

    /**
     * Stores a content as an object, in place of an object of the same key.
     *
     * @return the ETag that it has now; null when the server tells none
     */
    @Nullable
    String write(String key, Content content, ObjectHeaders headers) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put("content-type", headers.contentType() == null ? UNKNOWN_TYPE : headers.contentType());
        headers.standard().forEach((name, value) -> put(all, STANDARD_HEADERS.get(name), value));
        headers.metadata().forEach((name, value) -> all.put(METADATA + name.toLowerCase(Locale.ROOT), value));
        try {
            return requests.put(key, content, all);
        } catch (IOException e) {
            throw failure("does not take object '" + Damage.printable(key) + "'", e);
        }
    }

    private static void put(SortedMap<String, String> headers, @Nullable String name, String value) {
        if (name != null) {
            headers.put(name, value);
        }
    }

    void createBucketIfMissing() {
        try {
            if (!requests.bucketExists()) {
                requests.createBucket();
            }
        } catch (IOException e) {
            throw failure("does not answer for bucket " + bucket, e);
        }
    }

    private OperatorException failure(String problem, @Nullable Exception cause) {
        return OperatorException.of(ErrorCode.OBJECT_STORE_UNREACHABLE, "the object store " + problem)
                .expected("an S3 server at " + endpoint)
                .found(cause == null ? null : cause.getMessage())
                .remedy("look at the logs of object-store, then run the command again")
                .cause(cause)
                .build();
    }
}
