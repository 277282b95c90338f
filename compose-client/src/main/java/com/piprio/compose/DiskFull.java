package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a disk that became full from everything else that cannot be written. Java has no exception of its own for it, and
 * a child process has its words only: those of the kernel, which other languages than English have too.
 */
public final class DiskFull {
    private static final List<String> WORDS = List.of("no space left on device", "disk quota exceeded");

    /** Less than a file system keeps for its own purposes is as good as nothing. */
    private static final long NOTHING = 64 << 10;

    private DiskFull() {}

    /** True when a program says so. */
    public static boolean saidBy(@Nullable String text) {
        String words = String.valueOf(text).toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(words::contains);
    }

    /**
     * True when this is why the file could not be written: by the words, or because nothing is left on its disk now.
     *
     * @param words what the failure says of itself
     */
    public static boolean explains(Path file, @Nullable String words) {
        return saidBy(words) || free(file) < NOTHING;
    }

    private static long free(Path file) {
        try {
            Path existing = file.toAbsolutePath();
            Path parent = existing.getParent();
            while (parent != null && Files.notExists(existing)) {
                existing = parent;
                parent = existing.getParent();
            }
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The error for a file that found no room. */
    public static OperatorException problem(Path file, @Nullable String words, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.DISK_FULL, "the disk became full while " + file + " was written")
                .expected("room on the disk that holds " + file.toAbsolutePath().getParent())
                .found(words)
                .remedy("make room there (df -h), then run the same again")
                .cause(cause)
                .build();
    }
}
