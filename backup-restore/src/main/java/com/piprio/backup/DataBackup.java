package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Database and objects of a backup, read at the same time. The order that makes them fit is kept: the snapshot is there
 * before the first object is listed, and writers store an object before the row that names it.
 */
final class DataBackup {
    private final InstallationAccess access;
    private final PostgresTools tools;

    DataBackup(InstallationAccess access) {
        this.access = access;
        this.tools = new PostgresTools(access);
    }

    /**
     * What was read.
     *
     * @param decodedBytes of SQL that the dump comes to
     * @param toolVersion of {@code pg_dump}
     */
    record Taken(DatabaseBackup.Facts database, long decodedBytes, ObjectBackup.Totals objects, String toolVersion) {}

    /**
     * Writes dump, blobs and index; forced to the disk by nobody yet.
     *
     * @throws OperatorException {@code DUMP_FAILED}, {@code OBJECT_MISSING}, {@code DISK_LOW} and others
     */
    Taken write(PartialBundle partial, DiskRoom room, Progress progress) throws IOException {
        Progress shared = progress.shared();
        CompletableFuture<DatabaseBackup.Facts> facts = new CompletableFuture<>();
        CompletableFuture<Long> decodedBytes = new CompletableFuture<>();
        CompletableFuture<ObjectBackup.Totals> objects = new CompletableFuture<>();
        CompletableFuture<String> toolVersion = new CompletableFuture<>();
        try (DatabaseBackup database = DatabaseBackup.begin(access.database());
                UnchangedObjects earlier = earlier(partial)) {
            room.require(database.largestDump());
            ObjectBackup objectBackup = new ObjectBackup(access.objectStore(), room, earlier);
            AtOnce.run(
                    () -> decodedBytes.complete(
                            database.dump(tools, access.database().name(), partial, shared)),
                    () -> {
                        facts.complete(database.facts(partial));
                        toolVersion.complete(tools.version());
                    },
                    () -> objects.complete(objectBackup.write(partial, namedBy(facts), shared)));
        }
        Taken taken = new Taken(
                Threads.result(facts),
                Threads.result(decodedBytes),
                Threads.result(objects),
                Threads.result(toolVersion));
        taken.database().keyFile().remove();
        return taken;
    }

    /** Null when there is no earlier bundle whose contents could be shared; that is no failure of a backup. */
    private @Nullable UnchangedObjects earlier(PartialBundle partial) {
        Optional<Bundle> bundle = EarlierBundle.of(access).filter(earlier -> partial.canShareWith(earlier.cipher()));
        try {
            return bundle.isPresent() ? UnchangedObjects.of(bundle.get()) : null;
        } catch (IOException | OperatorException unreadable) {
            return null;
        }
    }

    private static ObjectBackup.NamedKeys namedBy(CompletableFuture<DatabaseBackup.Facts> facts) {
        return new ObjectBackup.NamedKeys() {
            @Override
            public Fingerprints fingerprints() throws IOException {
                return Threads.result(facts).objectKeys();
            }

            @Override
            public void each(Consumer<String> sink) throws IOException {
                Threads.result(facts).keyFile().each(sink);
            }
        };
    }
}
