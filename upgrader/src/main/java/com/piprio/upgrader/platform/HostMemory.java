package com.piprio.upgrader.platform;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of the Docker host, which is this host; a container sees the figures of its host, too. */
final class HostMemory {
    private static final Path FIGURES = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable";
    private static final String TOTAL = "MemTotal";

    private HostMemory() {}

    /** Bytes that processes can still get without swapping, as the kernel estimates. */
    static long available() {
        return available(figures());
    }

    static long available(String figures) {
        return bytes(AVAILABLE, figures);
    }

    /** Bytes that this host has, without what the kernel took for itself when it started. */
    static long total() {
        return bytes(TOTAL, figures());
    }

    private static String figures() {
        try {
            return Files.readString(FIGURES);
        } catch (IOException e) {
            throw unreadable(String.valueOf(e));
        }
    }

    private static long bytes(String name, String figures) {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(figures);
        if (!line.find()) {
            throw unreadable("no line " + name);
        }
        return Long.parseLong(line.group(1)) << 10;
    }

    private static OperatorException unreadable(String found) {
        return OperatorException.of(ErrorCode.FILE_UNREADABLE, "the memory of this host cannot be seen")
                .expected(AVAILABLE + " and " + TOTAL + " in " + FIGURES)
                .found(found)
                .remedy("run this on the Docker host itself, which must be Linux")
                .build();
    }
}
