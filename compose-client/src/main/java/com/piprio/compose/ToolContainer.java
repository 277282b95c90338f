package com.piprio.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * A container for one program beside a server, gone when the program has ended. A directory of the host is mounted, so
 * that large files do not pass through the engine, which costs as much as the work itself. It has no capabilities, and
 * can write nowhere else.
 *
 * @param server id of the running container whose network it shares: the server is at 127.0.0.1
 * @param imageId what it runs, that of the server for programs which must be of its version
 * @param user number and group of the user it runs as, such as {@code 1000:1000}
 * @param directory of the host, at {@link #MOUNT}
 * @param writable whether the program may write there
 * @param environment variables of the program; never printed
 */
public record ToolContainer(
        String server, String imageId, String user, Path directory, boolean writable, Map<String, String> environment) {
    /** Where the program finds the directory. */
    public static final String MOUNT = "/mounted";

    public ToolContainer {
        environment = Map.copyOf(environment);
    }

    /**
     * For {@link #user}: whoever owns a file or directory can read it, whatever its permissions are to others.
     *
     * @throws IOException when it cannot be looked at
     */
    public static String ownerOf(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    }
}
