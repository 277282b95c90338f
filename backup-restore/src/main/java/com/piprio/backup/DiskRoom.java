package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The free space where bundles are written, asked for again and again while a backup fills it. */
final class DiskRoom {
    /** Left to others; a backup that would go below ends before the disk is full for everybody. */
    private static final long RESERVE = 16L << 20;

    private static final Set<ErrorCode> SAY_SO = Set.of(ErrorCode.DISK_LOW, ErrorCode.DISK_FULL);

    private final Path directory;
    /** One call to the file system, cheap enough for every object. */
    private final LongSupplier bytesFree;

    /** @param directory exists */
    DiskRoom(Path directory) {
        this(directory, directory.toFile()::getUsableSpace);
    }

    DiskRoom(Path directory, LongSupplier bytesFree) {
        this.directory = directory;
        this.bytesFree = bytesFree;
    }

    /** @throws OperatorException {@code DISK_LOW} when so much more would not fit */
    void require(long bytes) {
        long free = bytesFree.getAsLong();
        if (free - RESERVE < bytes) {
            throw low(bytes, free, null);
        }
    }

    /** What stopped a backup, when that was no room: tools that write do not say it in one way. */
    RuntimeException reasonOf(RuntimeException failure) {
        long free = bytesFree.getAsLong();
        boolean said = failure instanceof OperatorException refusal && SAY_SO.contains(refusal.code());
        return !said && free < RESERVE ? low(0, free, failure) : failure;
    }

    private OperatorException low(long bytes, long free, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the backup")
                .expected(Sizes.text(bytes + RESERVE) + " more in " + directory)
                .found(Sizes.text(free))
                .remedy("free space, or move older bundles to another disk, then run the command again")
                .cause(cause)
                .build();
    }
}
