package com.piprio.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Former contents of the objects that a restore overwrites, as blobs and an index like those of a bundle.
 *
 * <p>All are copied before the first is overwritten, so the index is also the list of what is to be overwritten.
 */
final class KeptObjects {
    private final Path directory;

    /** @param directory of the restore, see {@link RestoreRecords} */
    KeptObjects(Path directory) {
        this.directory = directory;
    }

    private Path index() {
        return directory.resolve(BundleLayout.OBJECT_INDEX);
    }

    /** Begins the copies. */
    Writer writer() throws IOException {
        DurableFiles.createDirectory(directory.resolve("objects"));
        OutputStream file = Channels.newOutputStream(DurableFiles.createFile(index()));
        return new Writer(BlobStore.lasting(directory), new ObjectIndex.Writer(file), index());
    }

    /** Hands out every kept object; none when nothing was kept. */
    void each(Consumer<ObjectEntry> sink) {
        if (Files.exists(index())) {
            ObjectIndex.read(Content.of(index()), sink);
        }
    }

    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        each(entry -> keys.add(entry.key()));
        return keys;
    }

    Content content(ObjectEntry entry) {
        return Content.of(directory.resolve(entry.blob()));
    }

    /** Copies objects; {@link #copy} may be called from several threads. */
    static final class Writer implements Closeable {
        private final BlobStore blobs;
        private final ObjectIndex.Writer index;
        private final Path file;

        private Writer(BlobStore blobs, ObjectIndex.Writer index, Path file) {
            this.blobs = blobs;
            this.index = index;
            this.file = file;
        }

        /** The copy is on the disk when this returns; empty when the object has vanished. */
        Optional<ObjectEntry> copy(ObjectStore store, String key) {
            return store.read(key, (content, facts) -> {
                BlobStore.Blob blob = blobs.store(content);
                return new ObjectEntry(key, blob.size(), blob.sha256(), facts.headers());
            });
        }

        void add(ObjectEntry copied) throws IOException {
            index.add(copied);
        }

        /** No more come; the index is on the disk when this returns. */
        void finish() throws IOException {
            index.close();
            DurableFiles.force(file);
        }

        @Override
        public void close() throws IOException {
            index.close();
        }
    }
}
