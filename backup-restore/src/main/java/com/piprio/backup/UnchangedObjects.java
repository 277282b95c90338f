package com.piprio.backup;

import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of an earlier bundle, to be found by key. In memory is only where the line of each key begins: 32 bytes for
 * an object. Safe for several threads once it is there.
 */
final class UnchangedObjects implements Closeable {
    /** More are copied anew each time, and the memory has an end. */
    private static final int MOST = 500_000;

    private static final int CHUNK = 512;

    private final Bundle earlier;
    private final BundleTree tree;
    private final SeekableByteChannel index;
    private final long[] fingerprints;
    /** Of the line plus one; 0 where there is none. */
    private final long[] positions;

    private int count;

    private UnchangedObjects(Bundle earlier, SeekableByteChannel index) {
        this.earlier = earlier;
        this.tree = new BundleTree(earlier.directory(), earlier.manifest());
        this.index = index;
        long objects = Math.min(MOST, earlier.manifest().objectCount());
        int slots = Integer.highestOneBit((int) Math.max(8, objects)) * 4;
        this.fingerprints = new long[slots];
        this.positions = new long[slots];
    }

    /** Reads the index once. */
    static UnchangedObjects of(Bundle earlier) throws IOException {
        SeekableByteChannel index = open(earlier);
        try {
            UnchangedObjects objects = new UnchangedObjects(earlier, index);
            ObjectIndex.readLines(earlier.content(BundleLayout.OBJECT_INDEX), objects::add);
            return objects;
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static SeekableByteChannel open(Bundle earlier) throws IOException {
        FileChannel file = FileChannel.open(
                earlier.file(BundleLayout.OBJECT_INDEX), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        BundleCipher cipher = earlier.cipher();
        if (cipher == null) {
            return file;
        }
        try {
            return cipher.decrypt(file, BundleCipher.fileOf(earlier.id(), BundleLayout.OBJECT_INDEX));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void add(ObjectEntry entry, long position) {
        if (entry.version() != null && count < positions.length / 2) {
            int slot = slot(Sha256.fingerprint(entry.key()));
            fingerprints[slot] = Sha256.fingerprint(entry.key());
            positions[slot] = position + 1;
            count++;
        }
    }

    /** Where that fingerprint is, or would be; at least half of the slots are free. */
    private int slot(long fingerprint) {
        int slot = (int) (fingerprint & (positions.length - 1));
        while (positions[slot] != 0 && fingerprints[slot] != fingerprint) {
            slot = (slot + 1) & (positions.length - 1);
        }
        return slot;
    }

    /**
     * The blob of an entry, which has not been read.
     *
     * @throws OperatorException when it is not what a bundle may have
     */
    Path requireBlob(ObjectEntry entry) {
        tree.requireFile(entry.blob(), earlier.storedSize(entry));
        return tree.file(entry.blob());
    }

    /**
     * What the bundle has of an object, when its content is still the same one by what the object store says. An index
     * that cannot be read any more says nothing.
     */
    Optional<ObjectEntry> find(ObjectStore.Listed object) {
        ObjectVersion version = object.version();
        long position = positions[slot(Sha256.fingerprint(object.key()))];
        if (position == 0 || version == null) {
            return Optional.empty();
        }
        ObjectEntry entry;
        try {
            entry = ObjectIndex.entry(line(position - 1), BundleLayout.OBJECT_INDEX);
        } catch (OperatorException | IOException changedMeanwhile) {
            return Optional.empty();
        }
        boolean same =
                entry.key().equals(object.key()) && entry.size() == object.size() && version.equals(entry.version());
        return same ? Optional.of(entry) : Optional.empty();
    }

    private synchronized byte[] line(long position) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        index.position(position);
        while (line.size() <= ObjectIndex.LONGEST_LINE) {
            chunk.clear();
            int read = index.read(chunk);
            for (int i = 0; i < read; i++) {
                if (chunk.get(i) == '\n') {
                    return line.toByteArray();
                }
                line.write(chunk.get(i));
            }
            if (read < 0) {
                break;
            }
        }
        throw Damage.of(BundleLayout.OBJECT_INDEX, "has no end");
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
