package com.piprio.upgrader.run;

import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which release the installation's files name: {@code PIPRIO_VERSION} in {@code .env} and the Compose file of that
 * release. What was there before is kept under {@code .piprio/saved/<run>}.
 */
final class VersionRecord {
    private static final String VERSION = "PIPRIO_VERSION";

    /** Neither the Compose file nor the proxy configuration holds a secret, and the proxy's user must read its own. */
    private static final String READABLE = "rw-r--r--";

    private final Run run;
    private final Installation installation;

    VersionRecord(Run run) {
        this.run = run;
        this.installation = run.installation();
    }

    /** Names the target. {@code .env} comes last: it decides what Compose starts. Idempotent. */
    void nameTarget() {
        save();
        copy(
                installation.releaseFiles(run.plan().target()).resolve(Installation.COMPOSE_FILE),
                installation.composeFile());
        name(run.plan().target().toString());
    }

    /** Names the source again, with the Compose file that it had. Idempotent; nothing to do when nothing was saved. */
    void nameSource() {
        Path saved = saved();
        if (Files.isDirectory(saved)) {
            copy(saved.resolve(Installation.COMPOSE_FILE), installation.composeFile());
        }
        name(run.plan().source().toString());
    }

    /** The proxy configuration that the source had. */
    String sourceProxyConfiguration() {
        Path saved = saved().resolve("haproxy.cfg");
        return read(Files.exists(saved) ? saved : installation.proxyConfiguration());
    }

    /** The proxy configuration that the target brings. */
    String targetProxyConfiguration() {
        return read(installation.releaseFiles(run.plan().target()).resolve("haproxy.cfg"));
    }

    private Path saved() {
        return installation.savedBy(run.plan().run());
    }

    /** The rename makes the copy whole or absent, so that a resumed run never takes target files for source files. */
    private void save() {
        Path saved = saved();
        if (Files.isDirectory(saved)) {
            return;
        }
        try {
            Path unfinished = saved.resolveSibling(saved.getFileName() + ".partial");
            PrivateDirectory.create(unfinished);
            installation.environment().write(unfinished.resolve(".env"));
            copy(installation.composeFile(), unfinished.resolve(Installation.COMPOSE_FILE));
            copy(installation.proxyConfiguration(), unfinished.resolve("haproxy.cfg"));
            Files.move(unfinished, saved);
        } catch (IOException e) {
            throw unwritable(saved, e);
        }
    }

    private void name(String release) {
        if (!installation.environment().value(VERSION).orElse("").equals(release)) {
            installation.environment().with(VERSION, release).write(installation.environmentFile());
        }
    }

    private static void copy(Path from, Path to) {
        AtomicFiles.write(to, read(from).getBytes(StandardCharsets.UTF_8), READABLE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "a file of the installation cannot be read")
                    .expected(file.toString())
                    .found(String.valueOf(e))
                    .remedy("mend its permissions, or bring it back from the newest bundle, then run the command again")
                    .cause(e)
                    .build();
        }
    }

    private static OperatorException unwritable(Path file, IOException cause) {
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, "a file of the installation cannot be written")
                .expected(file.toString())
                .found(String.valueOf(cause))
                .remedy("make room on the disk, or mend the permissions, then run the command again")
                .cause(cause)
                .build();
    }
}
