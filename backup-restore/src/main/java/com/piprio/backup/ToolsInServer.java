package com.piprio.backup;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Programs in the container of the server, whose local socket needs no password: what they read and write passes as a
 * stream through the engine, and so may be encrypted on this side of it.
 */
final class ToolsInServer {
    private final DockerEngine docker;
    private final String container;
    private final Duration limit;

    /** @param limit for each program that is given no other */
    ToolsInServer(InstallationAccess access, Duration limit) {
        this.docker = access.docker();
        this.container = access.database().container();
        this.limit = limit;
    }

    /** A program that reads the dump from its input. */
    ProcessResult reading(Content dump, List<String> argv) {
        if (dump.plain()) {
            return docker.exec(container, argv, Input.file(dump.file()), Output.text(), limit);
        }
        try (InputStream content = dump.open()) {
            return docker.exec(container, argv, Input.stream(content), Output.text(), limit);
        } catch (IOException e) {
            throw DurableFiles.unreadable(dump.file(), e);
        }
    }

    /** A program whose output goes to the target. */
    ProcessResult writing(Output target, List<String> argv) {
        return docker.exec(container, argv, Input.none(), target, limit);
    }

    ProcessResult run(List<String> argv) {
        return run(argv, limit);
    }

    ProcessResult run(List<String> argv, Duration ownLimit) {
        return docker.exec(container, argv, Input.none(), Output.text(), ownLimit);
    }
}
