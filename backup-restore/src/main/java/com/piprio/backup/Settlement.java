package com.piprio.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts right what interrupted restores left. The server's own list of databases says whether the exchange has happened,
 * because that is what a crash really left; the records say the rest.
 */
final class Settlement {
    private final DatabaseSwap swap;
    private final InstallationAccess live;
    private final Persisted persisted;
    private final RestoreRecords records;

    /** @param swap holds its lock */
    Settlement(DatabaseSwap swap, InstallationAccess live, Persisted persisted) {
        this.swap = swap;
        this.live = live;
        this.persisted = persisted;
        this.records = new RestoreRecords(live.backups());
    }

    /**
     * What was done.
     *
     * @param said for the operator; empty when there was nothing to do
     * @param completed the restore that had been interrupted behind the exchange and is whole now
     */
    record Settled(List<String> said, Optional<RestoreRecord> completed) {}

    /** Read-only: what {@link #settle} would do. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        swap.repairs().forEach(repair -> open.add(repair.description()));
        records.all().forEach(record -> open(record).ifPresent(open::add));
        return open;
    }

    private Optional<String> open(RestoreRecord record) {
        return switch (record.state()) {
            case RESTORING ->
                Optional.of(
                        restored(record)
                                ? "the interrupted restore of " + record.bundle() + " is completed"
                                : "the interrupted restore of " + record.bundle()
                                        + " is dropped: it had replaced nothing");
            case TAKING_BACK ->
                Optional.of(
                        restored(record)
                                ? "the way back from the restore of " + record.bundle() + " had not begun"
                                : "the interrupted way back from the restore of " + record.bundle() + " is completed");
            default -> Optional.empty();
        };
    }

    /** True when the database that the restore made is the live one. */
    private boolean restored(RestoreRecord record) {
        return swap.liveOid() == record.restoredOid();
    }

    /** Ends with all of the old state or all of the new one; blocks for as long as the objects take. */
    Settled settle(Progress progress) {
        List<String> said = open();
        swap.repair();
        Optional<RestoreRecord> completed = Optional.empty();
        for (RestoreRecord record : records.all()) {
            if (record.state() == RestoreRecord.State.RESTORING) {
                if (restored(record)) {
                    completed = Optional.of(complete(record, progress));
                } else {
                    records.remove(record.directory(live.backups()));
                }
            } else if (record.state() == RestoreRecord.State.TAKING_BACK) {
                if (restored(record)) {
                    records.save(record.in(RestoreRecord.State.RESTORED));
                } else {
                    new RestoreCompletion(live, persisted).back(record, progress);
                }
            }
        }
        clear();
        return new Settled(said, completed);
    }

    private RestoreRecord complete(RestoreRecord record, Progress progress) {
        Path directory = live.backups().resolve(record.bundle().value());
        Bundle bundle = new BundleVerifier(live).verify(directory, progress);
        return new RestoreCompletion(live, persisted).forward(record, bundle, progress);
    }

    /** What restores left that ended before the exchange. */
    void clear() {
        records.unrecorded().forEach(records::remove);
        SafetyPins.dropStale(live.backups(), records);
    }
}
