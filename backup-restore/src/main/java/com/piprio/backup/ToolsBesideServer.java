package com.piprio.backup;

import com.piprio.compose.Container;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.ToolContainer;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Programs of the database's image on plain files: each runs in a container of its own beside the server, which sees
 * the directory of the file and nothing else of the host.
 */
final class ToolsBesideServer {
    private final DockerEngine docker;
    private final DatabaseAccess server;
    private final Duration limit;

    /** @param limit for each program */
    ToolsBesideServer(InstallationAccess access, Duration limit) {
        this.docker = access.docker();
        this.server = access.database();
        this.limit = limit;
    }

    /** The file as a program sees it. */
    static String mounted(Path file) {
        return ToolContainer.MOUNT + "/" + file.getFileName();
    }

    /** Arguments of a client that is to find the server. */
    List<String> overNetwork() {
        return List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port()));
    }

    /** A program that reads the file. */
    ProcessResult reading(Path file, List<String> program) {
        return run(file, false, program);
    }

    /** A program that makes the file. */
    ProcessResult writing(Path file, List<String> program) {
        return run(file, true, program);
    }

    private ProcessResult run(Path file, boolean writable, List<String> program) {
        try {
            Path directory = file.toAbsolutePath().normalize().getParent();
            if (directory == null) {
                throw new IOException(file + " is in no directory");
            }
            Path real = directory.toRealPath();
            String image = docker.container(server.container())
                    .map(Container::imageId)
                    .orElseThrow(ToolsBesideServer::withoutServer);
            ToolContainer tools = new ToolContainer(
                    server.container(),
                    image,
                    ToolContainer.ownerOf(writable ? real : file),
                    real,
                    writable,
                    Map.of("PGPASSWORD", server.password().value()));
            return docker.run(tools, program, limit);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }

    private static OperatorException withoutServer() {
        return OperatorException.of(ErrorCode.SERVICE_MISSING, "postgres has no container any more")
                .remedy(
                        "start it: docker compose -f docker-compose.onprem.yml up -d postgres; then run the command again")
                .build();
    }
}
