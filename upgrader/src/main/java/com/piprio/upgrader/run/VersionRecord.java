package com.piprio.upgrader.run;

import com.piprio.compose.AtomicFiles;
import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.NewEnvironment;
import com.piprio.upgrader.installation.PrivateDirectory;
import com.piprio.upgrader.plan.SettingChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Which release the installation's files name: {@code PIPRIO_VERSION} and renamed or generated settings in {@code .env},
 * and the Compose file of that release. What was there before is kept under {@code .piprio/saved/<run>}; a rewritten
 * {@code .env} is kept beside the new one, too.
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

    /**
     * Names the target. {@code .env} comes last, in one move: it decides what Compose starts, so it is the source's or the
     * target's. Idempotent.
     */
    void nameTarget() {
        save();
        copy(
                installation.releaseFiles(run.plan().target()).resolve(Installation.COMPOSE_FILE),
                installation.composeFile());
        keepBeside();
        write(asTarget(installation.environment(), key -> NewEnvironment.secret()));
    }

    private EnvFile asTarget(EnvFile environment, UnaryOperator<String> generated) {
        return run.plan()
                .settings()
                .applyTo(environment, generated)
                .with(VERSION, run.plan().target().toString());
    }

    /** For the operator to compare; only where more than the release changes. */
    private void keepBeside() {
        Path before = installation.environmentBefore(run.plan().run());
        if (!run.plan().settings().isEmpty() && Files.notExists(before)) {
            EnvFile.read(saved().resolve(".env")).write(before);
        }
    }

    /** Names the source again, with the files that it had. Idempotent; nothing to do when nothing was saved. */
    void nameSource() {
        Path saved = saved();
        if (Files.isDirectory(saved)) {
            copy(saved.resolve(Installation.COMPOSE_FILE), installation.composeFile());
        }
        write(asSource(installation.environment()));
        deleteBeside();
    }

    /** Byte by byte what was saved; where somebody wrote into {@code .env} since, that stays, under the former names. */
    private EnvFile asSource(EnvFile present) {
        Path kept = saved().resolve(".env");
        if (Files.exists(kept)) {
            EnvFile source = EnvFile.read(kept);
            EnvFile target = asTarget(source, key -> present.value(key).orElse(""));
            if (present.text().equals(target.text()) || present.text().equals(source.text())) {
                return source;
            }
        }
        SettingChanges changes = run.plan().settings();
        return changes.takenBackFrom(present).with(VERSION, run.plan().source().toString());
    }

    private void deleteBeside() {
        Path before = installation.environmentBefore(run.plan().run());
        try {
            Files.deleteIfExists(before);
        } catch (IOException e) {
            throw unwritable(before, e);
        }
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

    private void write(EnvFile environment) {
        if (!environment.text().equals(installation.environment().text())) {
            environment.write(installation.environmentFile());
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
