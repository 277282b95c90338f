package com.piprio.backup;

import com.piprio.signing.Sha256;
import java.util.List;
import java.util.regex.Pattern;

/** Which files a bundle may have, and where. */
final class BundleLayout {
    static final String DUMP = "db/database.dump";
    static final String OBJECT_INDEX = "objects/index.ndjson";

    /** The manifest names these, and files of the configuration. */
    static final List<String> REQUIRED = List.of(DUMP, OBJECT_INDEX, ConfigurationIndex.PATH);

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9._-]+(/[a-z0-9._-]+)*");
    private static final Pattern CONFIGURATION_FILE = Pattern.compile("config/(0|[1-9][0-9]{0,3})");
    private static final Pattern BLOB_DIRECTORY = Pattern.compile("objects/[0-9a-f]{2}");

    private BundleLayout() {}

    /** Whether a path stays inside the bundle and has no character that a shell or file system treats specially. */
    static boolean harmless(String path) {
        return path.length() <= 200
                && GRAMMAR.matcher(path).matches()
                && !List.of(path.split("/", -1)).contains("..")
                && !List.of(path.split("/", -1)).contains(".");
    }

    static boolean allowedInManifest(String path) {
        return REQUIRED.contains(path) || path.equals(EncryptionHeader.PATH) || isConfigurationFile(path);
    }

    static boolean isConfigurationFile(String path) {
        return CONFIGURATION_FILE.matcher(path).matches();
    }

    static boolean isDirectory(String path) {
        return List.of("db", "objects", "config").contains(path) || isBlobDirectory(path);
    }

    static boolean isBlobDirectory(String path) {
        return BLOB_DIRECTORY.matcher(path).matches();
    }

    /** Whether a path is where a blob of that name lies; its content may still be another. */
    static boolean isBlob(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Sha256.wellFormed(name) && path.equals(blob(name));
    }

    /** Where the content with this hash lies. */
    static String blob(String sha256) {
        return blobDirectory(sha256) + "/" + sha256;
    }

    static String blobDirectory(String sha256) {
        return "objects/" + sha256.substring(0, 2);
    }
}
