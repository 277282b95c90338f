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
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    private HostMemory() {}

    /** Bytes that processes can still get without swapping, as the kernel estimates. */
    static long available() {
        try {
            return available(Files.readString(FIGURES));
        } catch (IOException e) {
            throw unreadable(String.valueOf(e));
        }
    }

    static long available(String figures) {
        Matcher line = AVAILABLE.matcher(figures);
        if (!line.find()) {
            throw unreadable("no line MemAvailable");
        }
        return Long.parseLong(line.group(1)) << 10;
    }

    private static OperatorException unreadable(String found) {
        return OperatorException.of(ErrorCode.FILE_UNREADABLE, "the free memory of this host cannot be seen")
                .expected("MemAvailable in " + FIGURES)
                .found(found)
                .remedy("run this on the Docker host itself, which must be Linux")
                .build();
    }
}
