package com.piprio.upgrader.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a plain file in a tar archive of the form {@code ustar}, 512 bytes. Nothing else is written or read: no
 * links, folders, devices, sparse files or extended headers, so there is nothing for a hostile archive to use.
 *
 * @param name at most 100 bytes
 * @param size in bytes, below 8 GiB
 */
record TarHeader(String name, long size) {
    static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int OWNER = 108;
    private static final int GROUP = 116;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final byte[] USTAR = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

    /** How many bytes fill the last block of a file. */
    static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    byte[] write() {
        byte[] block = new byte[BLOCK];
        put(block, NAME, name);
        put(block, MODE, "0000644\0");
        put(block, OWNER, "0000000\0");
        put(block, GROUP, "0000000\0");
        put(block, SIZE, octal(size, SIZE_LENGTH - 1) + "\0");
        put(block, TIME, octal(0, SIZE_LENGTH - 1) + "\0");
        block[TYPE] = '0';
        System.arraycopy(USTAR, 0, block, MAGIC, USTAR.length);
        put(block, CHECKSUM, octal(checksum(block), CHECKSUM_LENGTH - 2) + "\0 ");
        return block;
    }

    /**
     * Reads a header.
     *
     * @param position where it begins in the archive, for the error
     * @throws com.piprio.operator.OperatorException {@code ARCHIVE_UNUSABLE} for anything but a plain file with a name
     *     and a size that archives know
     */
    static TarHeader read(byte[] block, long position) {
        if (!Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length)) {
            throw ArchiveProblem.of("byte " + position + ": this is no header of a tar archive");
        }
        String name = text(block, NAME, NAME_LENGTH);
        if (number(block, CHECKSUM, CHECKSUM_LENGTH, name, position) != checksum(block)) {
            throw ArchiveProblem.at(position, name, "has a header that was changed");
        }
        if (block[TYPE] != '0') {
            throw ArchiveProblem.at(position, name, "is " + kind(block[TYPE]) + ", and no plain file");
        }
        if (!Layout.knows(name) || !text(block, PREFIX, PREFIX_LENGTH).isEmpty()) {
            throw ArchiveProblem.at(position, name, "does not belong into an archive");
        }
        long size = number(block, SIZE, SIZE_LENGTH, name, position);
        if (size > Layout.largest(name)) {
            throw ArchiveProblem.at(position, name, "is too large: " + size + " bytes");
        }
        return new TarHeader(name, size);
    }

    private static String kind(byte type) {
        return switch ((char) type) {
            case '1', '2' -> "a link";
            case '3', '4', '6' -> "a device";
            case '5' -> "a folder";
            default -> "of type " + (type & 0xff);
        };
    }

    /** The sum of all bytes, with spaces in place of the sum itself. */
    private static long checksum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean itself = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += itself ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        if (text.length() > digits) {
            throw new IllegalArgumentException(number + " does not fit into a tar header");
        }
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(byte[] block, int from, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, from, bytes.length);
    }

    /** Up to the first zero byte; behind it there must be nothing but zeros, or two readers could read two names. */
    private static String text(byte[] block, int from, int length) {
        String field = new String(block, from, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf(0);
        boolean hidden = end >= 0 && field.substring(end).chars().anyMatch(c -> c != 0);
        return end < 0 || hidden ? field : field.substring(0, end);
    }

    private static long number(byte[] block, int from, int length, String name, long position) {
        String field = new String(block, from, length, StandardCharsets.ISO_8859_1);
        if (!field.matches("[0-7]{6,11}[\0 ]{1,2}")) {
            throw ArchiveProblem.at(position, name, "has a header with a number that is none");
        }
        return Long.parseLong(field.replaceAll("[\0 ]", ""), 8);
    }
}
