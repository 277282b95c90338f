package com.piprio.upgrader.image;

/**
 * How much of an image is unpacked before it is given up: a small file can unpack to any size, and whoever can write to a
 * registry can make one. It is held in memory.
 */
final class Allowance {
    static final int MOST_MEBIBYTES = 32;
    static final int MOST_ENTRIES = 20_000;

    private long bytes = (long) MOST_MEBIBYTES << 20;
    private int entries = MOST_ENTRIES;

    /** Called before so many bytes are unpacked, also to be passed over. */
    void bytes(long count) throws MalformedImageException {
        if (count > bytes) {
            throw new MalformedImageException("unpacks to more than " + MOST_MEBIBYTES + " MiB");
        }
        bytes -= count;
    }

    /** Called for each file, folder and further header. */
    void entry() throws MalformedImageException {
        if (entries == 0) {
            throw new MalformedImageException("has more than " + MOST_ENTRIES + " files");
        }
        entries--;
    }
}
