package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles of the time before signatures. */
final class UnsignedBundles {
    private UnsignedBundles() {}

    /** Those of a directory, as {@link Trust} names them; broken ones are left out. */
    static List<String> in(Path backups) {
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups)) {
            for (Path child : children) {
                if (BundleId.wellFormed(child.getFileName().toString())) {
                    add(child, entries);
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(backups, e);
        }
        return entries;
    }

    private static void add(Path directory, List<String> entries) throws IOException {
        try {
            BundleTree.requireOwnDirectory(directory);
            byte[] manifest = BundleTree.manifestBytes(directory);
            if (ManifestFile.read(manifest).formatVersion() == Manifest.UNSIGNED_FORMAT) {
                entries.add(Trust.unsigned(manifest));
            }
        } catch (OperatorException broken) {
            return;
        }
    }
}
