package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Restores a bundle for practice: into a database of a generated name, which is compared with the bundle and dropped. The
 * live data is not touched, and the services go on running. How it ended is written down beside the bundle.
 */
public final class Drill {
    private static final int SAMPLE = 200;

    /** Failures that say something about the bundle, and not about this host or this moment. */
    private static final Set<ErrorCode> OF_THE_BUNDLE =
            EnumSet.of(ErrorCode.BUNDLE_DAMAGED, ErrorCode.RESTORE_CHECK_FAILED, ErrorCode.OBJECT_MISSING);

    private final Clock clock;

    public Drill() {
        this(Clock.systemUTC());
    }

    Drill(Clock clock) {
        this.clock = clock;
    }

    /**
     * Blocks for as long as a restore of the database takes; the caller holds the installation's lock.
     *
     * @throws OperatorException as a restore would, {@code DISK_LOW} too
     */
    public DrillReport run(Path directory, InstallationAccess live, Progress progress) {
        Instant start = clock.instant();
        BundleStates states = new BundleStates(live.backups());
        BundleId id = new BundleId(String.valueOf(directory.getFileName()));
        try {
            Bundle bundle = new BundleVerifier(live).verify(directory, progress);
            states.verified(id, bundle.level(), clock.instant());
            RestoreChecks.requireSameInstallation(bundle.manifest(), live);
            ServerFit.require(bundle, live);
            RestoreSpace.requireInVolumes(RestoreSpace.database(bundle.manifest()), live);
            long objects = restore(bundle, live, progress);
            Duration took = Duration.between(start, clock.instant());
            states.drilled(id, new BundleState.Drilled(clock.instant(), took.toMillis(), null));
            long rows = bundle.manifest().rowCounts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new DrillReport(bundle, took, rows, objects);
        } catch (OperatorException e) {
            if (OF_THE_BUNDLE.contains(e.code())) {
                long millis = Duration.between(start, clock.instant()).toMillis();
                states.drilled(id, new BundleState.Drilled(clock.instant(), millis, e.problem()));
            }
            throw e;
        }
    }

    private static long restore(Bundle bundle, InstallationAccess live, Progress progress) {
        try (DatabaseSwap swap = DatabaseSwap.open(live.database())) {
            swap.lock();
            String name = swap.drillName();
            try {
                swap.createScratch(name, bundle.manifest().locale());
                progress.says("restore database", 0, 1);
                new PostgresTools(live).restore(bundle.content(BundleLayout.DUMP), name);
                try (PostgresSession session = PostgresSession.open(live.database(), name)) {
                    DatabaseContents restored = new DatabaseContents(session);
                    RestoreChecks.requireContents(restored, bundle);
                    return compareObjects(restored, bundle);
                }
            } finally {
                swap.dropScratch(name);
            }
        }
    }

    /** Of objects that restored rows name, whether the bundle has the content that the index promises. */
    private static long compareObjects(DatabaseContents restored, Bundle bundle) {
        Set<String> sample = new TreeSet<>();
        restored.objectKeys(key -> {
            // Those with the lowest fingerprints: any of them, and the same ones each time.
            sample.add(fingerprinted(key));
            if (sample.size() > SAMPLE) {
                sample.remove(((TreeSet<String>) sample).last());
            }
        });
        long[] compared = {0};
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            if (sample.contains(fingerprinted(entry.key()))) {
                requireContent(bundle, entry);
                compared[0]++;
            }
        });
        return compared[0];
    }

    private static String fingerprinted(String key) {
        return String.format("%016x", Sha256.fingerprint(key)) + key;
    }

    private static void requireContent(Bundle bundle, ObjectEntry entry) {
        try (InputStream content = bundle.content(entry).open()) {
            String found = Sha256.of(content, bytes -> {});
            if (!found.equals(entry.sha256())) {
                throw Damage.in(entry.blob(), "is not the content of its object")
                        .expected("sha256 " + entry.sha256())
                        .found("sha256 " + found)
                        .build();
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(bundle.file(entry.blob()), e);
        }
    }
}
