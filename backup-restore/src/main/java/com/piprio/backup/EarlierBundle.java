package com.piprio.backup;

import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest bundle of an installation that was proven: what it has of objects need not be read again. */
final class EarlierBundle {
    private EarlierBundle() {}

    /** Empty when there is none, or none that can be read. Its blobs have not been looked at. */
    static Optional<Bundle> of(InstallationAccess access) {
        return of(access.backups(), access.deploymentId(), access.keys());
    }

    static Optional<Bundle> of(Path backups, String deploymentId, BundleKeys keys) {
        for (BundleId id : newestFirst(backups)) {
            Optional<Bundle> bundle = read(backups, id, deploymentId, keys);
            if (bundle.isPresent()) {
                return bundle;
            }
        }
        return Optional.empty();
    }

    private static List<BundleId> newestFirst(Path backups) {
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        List<BundleId> ids = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, "piprio_*")) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (BundleId.wellFormed(name)) {
                    ids.add(new BundleId(name));
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(backups, e);
        }
        ids.sort(Comparator.reverseOrder());
        return ids;
    }

    /** Proven once, signed by whom this installation trusts, of this installation, and with the index that was signed. */
    private static Optional<Bundle> read(Path backups, BundleId id, String deploymentId, BundleKeys keys) {
        Path directory = backups.resolve(id.value());
        try {
            if (!new BundleStates(backups).of(id).proven()) {
                return Optional.empty();
            }
            BundleTree.requireOwnDirectory(directory);
            byte[] manifestBytes = BundleTree.manifestBytes(directory);
            Manifest manifest = ManifestFile.read(manifestBytes);
            if (!manifest.signed()
                    || !manifest.bundle().equals(id)
                    || !manifest.deploymentId().equals(deploymentId)) {
                return Optional.empty();
            }
            String signer = SignatureFile.verify(BundleTree.signatureBytes(directory), manifestBytes, keys.trust());
            BundleTree tree = new BundleTree(directory, manifest);
            FileEntry index = manifest.file(BundleLayout.OBJECT_INDEX);
            tree.requireFile(index.path(), index.size());
            if (!Sha256.of(tree.file(index.path()), bytes -> {}).equals(index.sha256())) {
                return Optional.empty();
            }
            BundleCipher cipher = manifest.encrypted() ? keys.encryption().open(tree.encryptionBytes()) : null;
            return Optional.of(new Bundle(id, directory, manifest, VerificationLevel.FILES, signer, cipher));
        } catch (OperatorException | IOException broken) {
            return Optional.empty();
        }
    }
}
