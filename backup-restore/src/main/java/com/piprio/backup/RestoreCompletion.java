package com.piprio.backup;

import com.piprio.compose.EnvFile;
import java.io.IOException;
import java.util.Optional;

/**
 * What follows the exchange of the databases, in either direction: {@code .env} and the objects that differ. Each part
 * may be repeated, so a run that was killed is simply completed.
 */
final class RestoreCompletion {
    private final InstallationAccess live;
    private final RestoreRecords records;
    private final Persisted persisted;

    RestoreCompletion(InstallationAccess live, Persisted persisted) {
        this.live = live;
        this.records = new RestoreRecords(live.backups());
        this.persisted = persisted;
    }

    private Optional<EnvironmentSwap> environment(RestoreRecord record) {
        return Optional.ofNullable(live.configuration().get(".env"))
                .map(file -> new EnvironmentSwap(file, record.id(), persisted));
    }

    private KeptObjects kept(RestoreRecord record) {
        return new KeptObjects(record.directory(live.backups()));
    }

    /** Brings {@code .env} and the objects to the bundle, whose database is live already. */
    RestoreRecord forward(RestoreRecord record, Bundle bundle, Progress progress) {
        Optional<String> fromBundle = bundle.configurationText(".env");
        environment(record).ifPresent(swap -> fromBundle
                .map(text -> EnvFile.parse(text, ".env of the bundle"))
                .ifPresent(swap::restore));
        try {
            new ObjectRestore(new ObjectStore(live.objectStore()), kept(record), persisted).overwrite(bundle, progress);
        } catch (IOException e) {
            throw DurableFiles.unreadable(bundle.directory(), e);
        }
        return saved(record.in(RestoreRecord.State.RESTORED), Persisted.Point.RESTORE_DONE);
    }

    /** Brings {@code .env} and the objects to what they were before the restore, as the database is already. */
    RestoreRecord back(RestoreRecord record, Progress progress) {
        environment(record).ifPresent(EnvironmentSwap::takeBack);
        try {
            new ObjectRestore(new ObjectStore(live.objectStore()), kept(record), persisted).putBack(progress);
        } catch (IOException e) {
            throw DurableFiles.unreadable(record.directory(live.backups()), e);
        }
        return saved(record.in(RestoreRecord.State.TAKEN_BACK), Persisted.Point.TAKE_BACK_DONE);
    }

    private RestoreRecord saved(RestoreRecord record, Persisted.Point point) {
        records.save(record);
        persisted.at(point);
        return record;
    }

    /** Drops what the restore kept besides databases; there is no way back afterwards. */
    void forget(RestoreRecord record) {
        environment(record).ifPresent(EnvironmentSwap::forget);
        records.remove(record.directory(live.backups()));
    }
}
