package com.piprio.backup;

import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes hashes and signature of a bundle fit again after its files were changed, as only its installation can. */
final class Resealing {
    private Resealing() {}

    static void seal(Bundle bundle, UnaryOperator<Manifest> change) throws IOException {
        Manifest old = bundle.manifest();
        List<FileEntry> files = new ArrayList<>();
        for (FileEntry entry : old.files()) {
            Path file = bundle.file(entry.path());
            files.add(new FileEntry(entry.path(), Files.size(file), Sha256.of(Files.readAllBytes(file))));
        }
        Manifest sealed = change.apply(ManifestCopy.of(old, copy -> copy.files = files));
        byte[] content = ManifestFile.write(sealed);
        Path installation = bundle.directory().getParent().getParent();
        Files.write(bundle.file(Manifest.PATH), content);
        Files.write(
                bundle.file(SignatureFile.PATH), SignatureFile.write(new BundleKeys(installation).signing(), content));
    }
}
