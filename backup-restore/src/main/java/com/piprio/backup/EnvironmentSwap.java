package com.piprio.backup;

import com.piprio.compose.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code .env} of the installation during one restore: replaced in one step, the former one kept beside it. Each act may
 * be repeated.
 */
final class EnvironmentSwap {
    private final Path file;
    private final String restore;
    private final Persisted persisted;

    /** @param restore id of the restore */
    EnvironmentSwap(Path file, String restore, Persisted persisted) {
        this.file = file;
        this.restore = restore;
        this.persisted = persisted;
    }

    private Path former() {
        return file.resolveSibling(".env.pre-restore-" + restore);
    }

    private Path givenUp() {
        return file.resolveSibling(".env.pre-undo-" + restore);
    }

    /** The values of the bundle in the place of those of now; nothing is written when they are the same. */
    void restore(EnvFile fromBundle) {
        EnvFile live = EnvFile.read(file);
        EnvFile restored = RestoredEnvironment.restoredEnvironment(live, fromBundle);
        if (restored.text().equals(live.text())) {
            return;
        }
        if (!Files.exists(former(), LinkOption.NOFOLLOW_LINKS)) {
            live.write(former());
        }
        persisted.at(Persisted.Point.ENVIRONMENT_KEPT);
        restored.write(file);
        persisted.at(Persisted.Point.ENVIRONMENT_RESTORED);
    }

    /** The former values again; nothing is written when the restore had changed none. */
    void takeBack() {
        if (!Files.exists(former(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        EnvFile live = EnvFile.read(file);
        EnvFile former = RestoredEnvironment.restoredEnvironment(live, EnvFile.read(former()));
        if (former.text().equals(live.text())) {
            return;
        }
        if (!Files.exists(givenUp(), LinkOption.NOFOLLOW_LINKS)) {
            live.write(givenUp());
        }
        persisted.at(Persisted.Point.ENVIRONMENT_GIVEN_UP);
        former.write(file);
        persisted.at(Persisted.Point.ENVIRONMENT_TAKEN_BACK);
    }

    /** Drops what was kept. */
    void forget() {
        for (Path kept : List.of(former(), givenUp())) {
            try {
                Files.deleteIfExists(kept);
            } catch (IOException e) {
                throw DurableFiles.unwritable(kept, e);
            }
        }
    }
}
