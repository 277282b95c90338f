package com.piprio.upgrader.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Consumer;

/** The log file of one run, {@code .piprio/logs/<run>.log}, mode 0600: every line with its time, as long as the disk takes it. */
public final class RunLog implements Consumer<String> {
    private final Path file;
    private final Clock clock;

    public RunLog(Installation installation, RunId run, Clock clock) {
        this.file = installation.state().resolve("logs").resolve(run + ".log");
        this.clock = clock;
    }

    public Path file() {
        return file;
    }

    @Override
    public void accept(String line) {
        try {
            if (!Files.exists(file)) {
                create();
            }
            Files.writeString(
                    file,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // Of a full disk the journal and the bundle tell, where they must: a run that can go on does not end for
            // want of a log, and its lines are on the terminal too.
            return;
        }
    }

    private void create() throws IOException {
        PrivateDirectory.create(Objects.requireNonNull(file.getParent()));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // made by another run of the same second, whose lock will refuse this one
        }
    }
}
