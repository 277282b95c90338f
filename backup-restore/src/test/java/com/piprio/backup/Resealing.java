package com.piprio.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the hashes of a bundle fit again after somebody changed its files. */
final class Resealing {
    private Resealing() {}

    static void seal(Bundle bundle, UnaryOperator<Manifest> change) throws IOException {
        Manifest old = bundle.manifest();
        List<FileEntry> files = new ArrayList<>();
        for (FileEntry entry : old.files()) {
            Path file = bundle.file(entry.path());
            files.add(new FileEntry(entry.path(), Files.size(file), Sha256.of(Files.readAllBytes(file))));
        }
        Manifest sealed = change.apply(new Manifest(
                old.formatVersion(),
                old.bundle(),
                old.deploymentId(),
                old.domain(),
                old.release(),
                old.schemaVersion(),
                old.postgresVersion(),
                old.createdAt(),
                old.databaseBytes(),
                old.rowCounts(),
                old.objectCount(),
                old.objectBytes(),
                files,
                old.toolVersions()));
        Files.write(bundle.file(Manifest.PATH), ManifestFile.write(sealed));
    }
}
