package com.piprio.upgrader.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar archive, one after the other, as tools that build images write them: of the form {@code ustar} or
 * GNU's, with the longer names of pax and of GNU. Sparse files and what is larger than the headers can say are not read.
 */
final class TarEntries {
    private static final char PAX = 'x';
    private static final char PAX_FOR_ALL = 'g';
    private static final char GNU_NAME = 'L';
    private static final char GNU_LINK = 'K';
    /** Links, devices and folders: what their headers say of a size means no content. */
    private static final String WITHOUT_CONTENT = "123456";

    /**
     * An entry.
     *
     * @param type as in the header: {@code 0} for a plain file
     * @param name as it stands there; it may lead anywhere
     * @param size of the content, in bytes
     */
    record Entry(char type, String name, long size) {}

    private final InputStream in;
    private final Allowance allowance;
    /** What is left of the entry that was told last. */
    private long rest;

    /** @param in closed by whoever opened it */
    TarEntries(InputStream in, Allowance allowance) {
        this.in = in;
        this.allowance = allowance;
    }

    /**
     * The next entry; passes over what was not read of the one before.
     *
     * @return null at the end
     */
    @Nullable
    Entry next() throws MalformedImageException {
        pass(rest);
        rest = 0;
        String longName = null;
        for (TarBlock block = header(); block != null; block = header()) {
            char type = block.type();
            long size = number(block.size());
            if (type == PAX) {
                String path = PaxRecords.path(take(size));
                longName = path == null ? longName : path;
            } else if (type == GNU_NAME) {
                String text = new String(take(size), StandardCharsets.UTF_8);
                longName = text.indexOf(0) < 0 ? text : text.substring(0, text.indexOf(0));
            } else if (type == PAX_FOR_ALL || type == GNU_LINK) {
                pass(size);
            } else {
                boolean empty = WITHOUT_CONTENT.indexOf(type) >= 0;
                rest = empty ? 0 : size + TarBlock.padding(size);
                return new Entry(type, longName == null ? name(block) : longName, empty ? 0 : size);
            }
            pass(TarBlock.padding(size));
        }
        return null;
    }

    /** The whole content of an entry that was told last; called once at most. */
    byte[] content(Entry entry) throws MalformedImageException {
        rest -= entry.size();
        return take(entry.size());
    }

    private static String name(TarBlock block) {
        String prefix = block.isGnu() ? "" : block.prefix();
        return prefix.isEmpty() ? block.name() : prefix + "/" + block.name();
    }

    /** An archive ends with a block of zeros; some tools leave it away. */
    private @Nullable TarBlock header() throws MalformedImageException {
        byte[] bytes = read(TarBlock.SIZE);
        if (bytes.length == 0) {
            return null;
        }
        TarBlock block = new TarBlock(complete(bytes, TarBlock.SIZE));
        if (block.isZero()) {
            return null;
        }
        if (!(block.isUstar() || block.isGnu()) || number(block.toldSum()) != block.sum()) {
            throw new MalformedImageException("has a layer that is no tar archive");
        }
        allowance.entry();
        return block;
    }

    private static long number(OptionalLong field) throws MalformedImageException {
        return field.orElseThrow(() -> new MalformedImageException("has a layer with a number that is none"));
    }

    private byte[] take(long count) throws MalformedImageException {
        return complete(read(count), count);
    }

    private static byte[] complete(byte[] bytes, long count) throws MalformedImageException {
        if (bytes.length < count) {
            throw unreadable(new EOFException());
        }
        return bytes;
    }

    private byte[] read(long count) throws MalformedImageException {
        allowance.bytes(count);
        try {
            return in.readNBytes((int) count);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void pass(long count) throws MalformedImageException {
        allowance.bytes(count);
        try {
            in.skipNBytes(count);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What is wrong with bytes in memory that cannot be read on. */
    static MalformedImageException unreadable(IOException e) {
        return new MalformedImageException(
                e instanceof EOFException
                        ? "has a layer that ends too early"
                        : "has a layer that cannot be unpacked: " + e.getMessage(),
                e);
    }
}
