package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bundles of an installation, as the backups directory shows them. */
public final class Bundles {
    /** What follows the name of a bundle that is being made. */
    static final String PARTIAL = ".partial";

    private static final String TRASH = ".trash-";

    private final Path backups;
    private final BundleStates states;

    public Bundles(Path backups) {
        this.backups = backups;
        this.states = new BundleStates(backups);
    }

    /**
     * All bundles, the newest first, each with what is known about it; broken ones say what is wrong. Only manifests are
     * read, and whether their files are there.
     *
     * <p>Anything whose name is not that of a bundle is left out, unfinished bundles too.
     */
    public List<BundleListing> list() {
        if (!Files.isDirectory(backups)) {
            return List.of();
        }
        List<BundleListing> bundles = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (BundleId.wellFormed(name)) {
                    bundles.add(listing(new BundleId(name), child));
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(backups, e);
        }
        bundles.sort(Comparator.comparing(BundleListing::id).reversed());
        return bundles;
    }

    /**
     * One bundle as {@link #list} shows it.
     *
     * @throws OperatorException {@code BUNDLE_NOT_FOUND}
     */
    public BundleListing listing(BundleId id) {
        return listing(id, directory(id));
    }

    private BundleListing listing(BundleId id, Path directory) {
        try {
            BundleTree.requireOwnDirectory(directory);
            Manifest manifest = BundleTree.manifest(directory);
            if (!manifest.bundle().equals(id)) {
                return new BundleListing(
                        id, directory, null, "its manifest is that of " + manifest.bundle(), states.of(id));
            }
            new BundleTree(directory, manifest).requireExactFiles();
            Bundle bundle = new Bundle(id, directory, manifest, VerificationLevel.FILES, null);
            return new BundleListing(id, directory, bundle, null, states.of(id));
        } catch (OperatorException e) {
            return new BundleListing(id, directory, null, e.problem(), states.of(id));
        } catch (IOException e) {
            return new BundleListing(id, directory, null, String.valueOf(e.getMessage()), states.of(id));
        }
    }

    /**
     * Where a bundle lies; says nothing about what is in it.
     *
     * @throws OperatorException {@code BUNDLE_NOT_FOUND}
     */
    public Path directory(BundleId id) {
        Path directory = backups.resolve(id.value());
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw BundleVerifier.notFound(directory);
        }
        return directory;
    }

    /** Whether a directory of that name is a bundle, or one that is being made or deleted. */
    static boolean isOrWasBundle(String name) {
        String id = name.startsWith(TRASH) ? name.substring(TRASH.length()) : name;
        return BundleId.wellFormed(id.endsWith(PARTIAL) ? id.substring(0, id.length() - PARTIAL.length()) : id);
    }

    /** Deletes a bundle: first its name, so that a half deleted one is never taken for a bundle. */
    void remove(BundleId id) {
        Path trash = backups.resolve(TRASH + id.value());
        try {
            DurableFiles.deleteTree(trash);
            DurableFiles.moveAtomically(directory(id), trash);
            DurableFiles.force(backups);
            DurableFiles.deleteTree(trash);
        } catch (IOException e) {
            throw DurableFiles.unwritable(backups, e);
        }
        states.forget(id);
    }

    /** Deletes what interrupted deletions left. */
    void emptyTrash() {
        if (!Files.isDirectory(backups)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, TRASH + "*")) {
            for (Path child : children) {
                if (BundleId.wellFormed(child.getFileName().toString().substring(TRASH.length()))) {
                    DurableFiles.deleteTree(child);
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(backups, e);
        }
    }
}
