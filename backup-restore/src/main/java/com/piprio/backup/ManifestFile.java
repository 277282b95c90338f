package com.piprio.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code manifest.json}: a manifest as JSON whose last field is the hash of all others, so that an edited number is
 * noticed even where no other file can contradict it.
 */
final class ManifestFile {
    private static final String SEAL = "sha256";

    private ManifestFile() {}

    static byte[] write(Manifest manifest) {
        ObjectNode node = node(manifest);
        node.put(SEAL, seal(node));
        try {
            return StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    /** Reads strictly: whatever {@link #write} could not have written is refused. */
    static Manifest read(byte[] content) {
        JsonNode tree = StrictJson.parse(content, Manifest.PATH);
        JsonFields fields = new JsonFields(tree, Manifest.PATH);
        long format = fields.count("formatVersion");
        if (format < Manifest.UNSIGNED_FORMAT || format > Manifest.FORMAT) {
            throw OperatorException.of(
                            ErrorCode.BUNDLE_VERSION_UNFIT, "the bundle has another format than this program")
                    .expected("format version " + Manifest.UNSIGNED_FORMAT + " to " + Manifest.FORMAT)
                    .found("format version " + format)
                    .remedy("use the upgrader of the release that made the bundle")
                    .build();
        }
        Manifest manifest = new Manifest(
                (int) format,
                new BundleId(fields.text("bundle", BundleId::wellFormed)),
                fields.text("deploymentId"),
                fields.text("domain"),
                fields.text("release"),
                fields.text("schemaVersion", SchemaVersion::wellFormed),
                fields.text("postgresVersion", PostgresVersion::wellFormed),
                moment(fields.text("createdAt")),
                fields.count("databaseBytes"),
                format >= Manifest.DUMP_FORMAT ? dump(fields.object("dump")) : null,
                fields.counts("rowCounts"),
                fields.count("objectCount"),
                fields.count("objectBytes"),
                files(fields.objects("files"), format),
                fields.texts("toolVersions"));
        String seal = fields.text(SEAL, Sha256::wellFormed);
        fields.noOthers();
        if (!seal.equals(seal(node(manifest)))) {
            throw Damage.of(Manifest.PATH, "was changed after it was written");
        }
        return manifest;
    }

    private static DumpFacts dump(JsonFields fields) {
        DumpFacts facts = new DumpFacts(fields.count("decodedBytes"), locale(fields.object("locale")));
        fields.noOthers();
        return facts;
    }

    private static DatabaseLocale locale(JsonFields fields) {
        DatabaseLocale locale = new DatabaseLocale(
                fields.text("encoding", DatabaseLocale::wellFormedEncoding),
                DatabaseLocale.Provider.ofWord(fields.text("provider", DatabaseLocale.Provider::isWord)),
                fields.text("collate", DatabaseLocale::wellFormed),
                fields.text("type", DatabaseLocale::wellFormed),
                fields.has("name") ? fields.text("name", DatabaseLocale::wellFormed) : null,
                fields.has("version") ? fields.text("version", DatabaseLocale::wellFormed) : null);
        fields.noOthers();
        if ((locale.provider() == DatabaseLocale.Provider.LIBC) != (locale.name() == null)) {
            throw Damage.of(Manifest.PATH, "field 'locale' does not say what its provider sorts by");
        }
        return locale;
    }

    private static List<FileEntry> files(List<JsonFields> objects, long format) {
        List<FileEntry> files = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (JsonFields object : objects) {
            FileEntry file = new FileEntry(
                    object.text("path", BundleLayout::allowedInManifest),
                    object.count("size"),
                    object.text("sha256", Sha256::wellFormed));
            object.noOthers();
            if (!paths.add(file.path())) {
                throw Damage.of(Manifest.PATH, "names '" + file.path() + "' twice");
            }
            files.add(file);
        }
        for (String required : BundleLayout.REQUIRED) {
            if (!paths.contains(required)) {
                throw Damage.of(Manifest.PATH, "does not name '" + required + "'");
            }
        }
        boolean encrypted = paths.contains(EncryptionHeader.PATH);
        if (encrypted ? format < Manifest.ENCRYPTED_FORMAT : format == Manifest.ENCRYPTED_FORMAT) {
            throw Damage.of(Manifest.PATH, "does not say whether the bundle is encrypted");
        }
        return files;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Damage.in(Manifest.PATH, "field 'createdAt' is not a moment")
                    .cause(e)
                    .build();
        }
    }

    private static ObjectNode node(Manifest manifest) {
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put("formatVersion", manifest.formatVersion());
        node.put("bundle", manifest.bundle().value());
        node.put("deploymentId", manifest.deploymentId());
        node.put("domain", manifest.domain());
        node.put("release", manifest.release());
        node.put("schemaVersion", manifest.schemaVersion());
        node.put("postgresVersion", manifest.postgresVersion());
        node.put("createdAt", manifest.createdAt().toString());
        node.put("databaseBytes", manifest.databaseBytes());
        DumpFacts dump = manifest.dump();
        if (dump != null) {
            put(node.putObject("dump"), dump);
        }
        ObjectNode rows = node.putObject("rowCounts");
        manifest.rowCounts().forEach(rows::put);
        node.put("objectCount", manifest.objectCount());
        node.put("objectBytes", manifest.objectBytes());
        var files = node.putArray("files");
        manifest.files().forEach(file -> files.addObject()
                .put("path", file.path())
                .put("size", file.size())
                .put("sha256", file.sha256()));
        ObjectNode tools = node.putObject("toolVersions");
        manifest.toolVersions().forEach(tools::put);
        return node;
    }

    private static void put(ObjectNode node, DumpFacts dump) {
        DatabaseLocale locale = dump.locale();
        node.put("decodedBytes", dump.decodedBytes());
        ObjectNode sorted = node.putObject("locale")
                .put("encoding", locale.encoding())
                .put("provider", locale.provider().word())
                .put("collate", locale.collate())
                .put("type", locale.type());
        if (locale.name() != null) {
            sorted.put("name", locale.name());
        }
        if (locale.version() != null) {
            sorted.put("version", locale.version());
        }
    }

    private static String seal(ObjectNode node) {
        try {
            return Sha256.of(StrictJson.MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }
}
