package com.piprio.upgrader.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header of a file in a tar archive. Nothing in it is believed: whoever reads it decides what to take. */
public final class TarBlock {
    /** Bytes of a header; the content of a file is filled up to a multiple of it. */
    public static final int SIZE = 512;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int OWNER = 108;
    private static final int GROUP = 116;
    private static final int CONTENT = 124;
    private static final int CONTENT_DIGITS = 12;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final byte[] USTAR = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GNU = "ustar  \0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZEROS = new byte[SIZE];
    private static final Pattern NUMBER = Pattern.compile("([0-7]{6,11})[\0 ]{1,2}");

    private final byte[] bytes;

    /** @param bytes as many as a header has */
    public TarBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many bytes fill the last block of a file. */
    public static int padding(long size) {
        return (int) ((SIZE - size % SIZE) % SIZE);
    }

    /**
     * The bytes of a header of the form {@code ustar}, without owner and time; the same file makes the same bytes.
     *
     * @param type {@code 0} for a plain file
     * @param name at most 100 bytes, ASCII
     * @param size below 8 GiB
     */
    public static byte[] write(char type, String name, long size) {
        byte[] block = new byte[SIZE];
        put(block, NAME, name);
        put(block, MODE, "0000644\0");
        put(block, OWNER, "0000000\0");
        put(block, GROUP, "0000000\0");
        put(block, CONTENT, octal(size, CONTENT_DIGITS - 1) + "\0");
        put(block, TIME, octal(0, CONTENT_DIGITS - 1) + "\0");
        block[TYPE] = (byte) type;
        System.arraycopy(USTAR, 0, block, MAGIC, USTAR.length);
        put(block, CHECKSUM, octal(new TarBlock(block).sum(), CHECKSUM_LENGTH - 2) + "\0 ");
        return block;
    }

    private static void put(byte[] block, int from, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, from, bytes.length);
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        if (text.length() > digits) {
            throw new IllegalArgumentException(number + " does not fit into a tar header");
        }
        return "0".repeat(digits - text.length()) + text;
    }

    /** Two of these end an archive. */
    public boolean isZero() {
        return Arrays.equals(bytes, ZEROS);
    }

    /** Whether it is of the form that POSIX describes. */
    public boolean isUstar() {
        return begins(USTAR);
    }

    /** Whether it is of the form of GNU, which has no prefix of names. */
    public boolean isGnu() {
        return begins(GNU);
    }

    private boolean begins(byte[] magic) {
        return Arrays.equals(bytes, MAGIC, MAGIC + magic.length, magic, 0, magic.length);
    }

    /** What follows: {@code 0} for a plain file, {@code 5} for a folder. */
    public char type() {
        return (char) (bytes[TYPE] & 0xff);
    }

    /** Where something stands behind its end, the whole field: two readers could read two names. */
    public String name() {
        return text(NAME, NAME_LENGTH);
    }

    /** What comes before a name that is too long for its field; empty for most. */
    public String prefix() {
        return text(PREFIX, PREFIX_LENGTH);
    }

    /** Bytes of the content; empty when there is no number below 8 GiB. */
    public OptionalLong size() {
        return number(CONTENT, CONTENT_DIGITS);
    }

    /** What {@link #sum} is said to be; empty when there is no number. */
    public OptionalLong toldSum() {
        return number(CHECKSUM, CHECKSUM_LENGTH);
    }

    /** The sum of all bytes, with spaces in place of the sum itself. */
    public long sum() {
        long sum = 0;
        for (int i = 0; i < SIZE; i++) {
            boolean itself = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += itself ? ' ' : bytes[i] & 0xff;
        }
        return sum;
    }

    /** Up to the first zero byte; behind it there must be nothing but zeros. */
    private String text(int from, int length) {
        String field = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf(0);
        boolean hidden = end >= 0 && field.substring(end).chars().anyMatch(c -> c != 0);
        return end < 0 || hidden ? field : field.substring(0, end);
    }

    private OptionalLong number(int from, int length) {
        Matcher number = NUMBER.matcher(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1), 8)) : OptionalLong.empty();
    }
}
