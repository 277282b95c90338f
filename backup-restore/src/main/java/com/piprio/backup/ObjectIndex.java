package com.piprio.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.signing.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code objects/index.ndjson}: one JSON object per line, read and written line by line so that any number of objects
 * takes the same memory.
 */
final class ObjectIndex {
    /** A key of 1024 bytes and 2 KiB of metadata, each byte escaped as six characters, and the other fields. */
    static final int LONGEST_LINE = 32 << 10;

    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    private ObjectIndex() {}

    /** Takes one entry, and where in the file its line begins. */
    @FunctionalInterface
    interface LineSink {
        void accept(ObjectEntry entry, long position);
    }

    /** Hands each entry to {@code sink}, in the order of the file; every line must be well-formed. */
    static void read(Content content, Consumer<ObjectEntry> sink) {
        readLines(content, (entry, position) -> sink.accept(entry));
    }

    /** As {@link #read}. */
    static void readLines(Content content, LineSink sink) {
        try (InputStream in = new BufferedInputStream(content.open(), 64 << 10)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            long position = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    sink.accept(entry(line.toByteArray(), origin(number)), position);
                    position += line.size() + 1;
                    line.reset();
                    number++;
                } else if (line.size() < LONGEST_LINE) {
                    line.write(b);
                } else {
                    throw Damage.of(origin(number), "is too long");
                }
            }
            if (line.size() > 0) {
                throw Damage.of(origin(number), "has no end");
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(content.file(), e);
        }
    }

    private static String origin(long number) {
        return BundleLayout.OBJECT_INDEX + " line " + number;
    }

    /**
     * Reads one line.
     *
     * @param origin for errors
     */
    static ObjectEntry entry(byte[] line, String origin) {
        JsonNode node = StrictJson.parse(line, origin);
        JsonFields fields = new JsonFields(node, origin);
        String key = fields.text("key", text -> !text.isEmpty());
        long size = fields.count("size");
        String sha256 = fields.text("sha256", Sha256::wellFormed);
        ObjectHeaders headers = new ObjectHeaders(
                node.has("contentType") ? fields.text("contentType") : null,
                node.has("headers") ? fields.texts("headers") : new TreeMap<>(),
                node.has("metadata") ? fields.texts("metadata") : new TreeMap<>());
        if (!ObjectHeaders.STANDARD.containsAll(headers.standard().keySet())) {
            throw Damage.of(origin, "field 'headers': unknown header");
        }
        ObjectVersion version = node.has("etag")
                ? new ObjectVersion(fields.text("etag"), Instant.ofEpochSecond(fields.count("modified", LAST_SECOND)))
                : null;
        String blob = fields.text("blob", BundleLayout::isBlob);
        fields.noOthers();
        return new ObjectEntry(key, size, sha256, blob.substring(blob.lastIndexOf('/') + 1), headers, version);
    }

    /** Writes a new index; whole once it is closed, and forced to the disk by nobody. */
    static final class Writer implements Closeable {
        private final OutputStream out;
        private long count;
        private long bytes;

        Writer(OutputStream out) {
            this.out = new BufferedOutputStream(out, 64 << 10);
        }

        void add(ObjectEntry entry) throws IOException {
            ObjectNode node = StrictJson.MAPPER.createObjectNode();
            node.put("key", entry.key());
            node.put("size", entry.size());
            node.put("sha256", entry.sha256());
            ObjectHeaders headers = entry.headers();
            if (headers.contentType() != null) {
                node.put("contentType", headers.contentType());
            }
            put(node, "headers", headers.standard());
            put(node, "metadata", headers.metadata());
            ObjectVersion version = entry.version();
            if (version != null) {
                node.put("etag", version.etag());
                node.put("modified", version.modified().getEpochSecond());
            }
            node.put("blob", entry.blob());
            out.write(StrictJson.MAPPER.writeValueAsBytes(node));
            out.write('\n');
            count++;
            bytes += entry.size();
        }

        private static void put(ObjectNode node, String name, Map<String, String> values) {
            if (!values.isEmpty()) {
                ObjectNode object = node.putObject(name);
                values.forEach(object::put);
            }
        }

        long count() {
            return count;
        }

        long bytes() {
            return bytes;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
