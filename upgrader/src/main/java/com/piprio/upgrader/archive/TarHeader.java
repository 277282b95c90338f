package com.piprio.upgrader.archive;

import com.piprio.upgrader.image.TarBlock;
import java.util.OptionalLong;

/**
 * The header of a plain file in a tar archive of the form {@code ustar}. Nothing else is written or read: no links,
 * folders, devices, sparse files or extended headers, so there is nothing for a hostile archive to use.
 *
 * @param name at most 100 bytes
 * @param size in bytes, below 8 GiB
 */
record TarHeader(String name, long size) {
    static final int BLOCK = TarBlock.SIZE;
    private static final char FILE = '0';

    /** How many bytes fill the last block of a file. */
    static int padding(long size) {
        return TarBlock.padding(size);
    }

    byte[] write() {
        return TarBlock.write(FILE, name, size);
    }

    /**
     * Reads a header.
     *
     * @param position where it begins in the archive, for the error
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE} for anything but a plain file with a name
     *     and a size that archives know
     */
    static TarHeader read(byte[] bytes, long position) {
        TarBlock block = new TarBlock(bytes);
        if (!block.isUstar()) {
            throw ArchiveProblem.of("byte " + position + ": this is no header of a tar archive");
        }
        String name = block.name();
        if (number(block.toldSum(), name, position) != block.sum()) {
            throw ArchiveProblem.at(position, name, "has a header that was changed");
        }
        if (block.type() != FILE) {
            throw ArchiveProblem.at(position, name, "is " + kind(block.type()) + ", and no plain file");
        }
        if (!Layout.knows(name) || !block.prefix().isEmpty()) {
            throw ArchiveProblem.at(position, name, "does not belong into an archive");
        }
        long size = number(block.size(), name, position);
        if (size > Layout.largest(name)) {
            throw ArchiveProblem.at(position, name, "is too large: " + size + " bytes");
        }
        return new TarHeader(name, size);
    }

    private static String kind(char type) {
        return switch (type) {
            case '1', '2' -> "a link";
            case '3', '4', '6' -> "a device";
            case '5' -> "a folder";
            default -> "of type " + (int) type;
        };
    }

    private static long number(OptionalLong field, String name, long position) {
        return field.orElseThrow(() -> ArchiveProblem.at(position, name, "has a header with a number that is none"));
    }
}
