package com.piprio.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Former contents of objects that a restore overwrote, as blobs and an index like those of a bundle.
 *
 * <p>The directory {@code replaced_<time>} beside the bundles is made with the first of them.
 */
final class KeptObjects implements Closeable {
    private static final String PREFIX = "replaced_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "\\d{8}T\\d{6}Z");

    private final Path directory;
    private ObjectIndex.@Nullable Writer index;

    KeptObjects(Path backups, Instant moment) {
        this.directory = backups.resolve(PREFIX + BundleId.stamp(moment));
    }

    /** Null while nothing was kept. */
    @Nullable
    Path directory() {
        return index == null ? null : directory;
    }

    /** Copies an object before it is overwritten; the copy is on the disk when this returns. */
    void keep(ObjectStore store, String key) throws IOException {
        ObjectIndex.Writer writer = index;
        if (writer == null) {
            DurableFiles.createDirectory(directory);
            DurableFiles.createDirectory(directory.resolve("objects"));
            writer = new ObjectIndex.Writer(directory.resolve(BundleLayout.OBJECT_INDEX));
            index = writer;
        }
        BlobStore blobs = new BlobStore(directory);
        Optional<ObjectEntry> entry = store.read(key, (content, facts) -> {
            BlobStore.Blob blob = blobs.store(content);
            return new ObjectEntry(key, blob.size(), blob.sha256(), facts.headers());
        });
        if (entry.isPresent()) {
            writer.add(entry.get());
            writer.finish();
        }
    }

    /** Writes every kept content back and removes the copies. */
    void putBack(ObjectStore store) throws IOException {
        if (index != null) {
            ObjectIndex.read(
                    Content.of(directory.resolve(BundleLayout.OBJECT_INDEX)),
                    entry -> store.write(entry.key(), Content.of(directory.resolve(entry.blob())), entry.headers()));
            index.close();
            index = null;
            DurableFiles.deleteTree(directory);
        }
    }

    /** Removes what all restores kept. */
    static List<String> removeAll(Path backups) {
        List<String> removed = new ArrayList<>();
        if (!Files.isDirectory(backups)) {
            return removed;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(backups, PREFIX + "*")) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (FORM.matcher(name).matches()) {
                    DurableFiles.deleteTree(child);
                    removed.add(name);
                }
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(backups, e);
        }
        return removed;
    }

    @Override
    public void close() throws IOException {
        if (index != null) {
            index.close();
        }
    }
}
