package com.piprio.backup;

import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reasons to refuse a restore. */
final class RestoreChecks {
    private static final long RESERVE = 64L << 20;
    private static final int EXAMPLES = 5;

    private RestoreChecks() {}

    static void requireSameInstallation(Manifest manifest, InstallationAccess live) {
        if (!manifest.deploymentId().equals(live.deploymentId())) {
            throw OperatorException.of(ErrorCode.BUNDLE_FOREIGN, "the bundle belongs to another installation")
                    .expected("deployment " + live.deploymentId() + " (" + live.domain() + ")")
                    .found("deployment " + Damage.printable(manifest.deploymentId()) + " ("
                            + Damage.printable(manifest.domain()) + ")")
                    .remedy("choose a bundle of this installation")
                    .build();
        }
        if (!manifest.domain().equals(live.domain())) {
            throw OperatorException.of(ErrorCode.DOMAIN_WRONG, "the bundle was made under another domain")
                    .expected(live.domain())
                    .found(Damage.printable(manifest.domain()))
                    .remedy("if this is the right bundle, set PIPRIO_DOMAIN in .env to its domain for the restore")
                    .build();
        }
    }

    /** Exactly, with no trimming and no ignoring of case: whoever types it shall know where they are. */
    static void requireTyped(String typed, Manifest manifest, InstallationAccess live) {
        requireSameInstallation(manifest, live);
        requireTyped(typed, live);
    }

    static void requireTyped(String typed, InstallationAccess live) {
        if (!typed.equals(live.domain())) {
            throw OperatorException.of(ErrorCode.DOMAIN_WRONG, "the domain does not confirm the restore")
                    .expected(live.domain())
                    .found("'" + Damage.printable(typed) + "'")
                    .remedy("nothing was changed; type the domain exactly as it is in .env")
                    .build();
        }
    }

    static void requireSchema(Manifest manifest, String newest) {
        if (SchemaVersion.ORDER.compare(manifest.schemaVersion(), newest) > 0) {
            throw OperatorException.of(
                            ErrorCode.BUNDLE_VERSION_UNFIT,
                            "the schema of the bundle is newer than this release can read")
                    .expected("schema version " + newest + " or older")
                    .found("schema version " + manifest.schemaVersion() + " of release "
                            + Damage.printable(manifest.release()))
                    .remedy("restore it with the release that made it")
                    .build();
        }
    }

    static void requireFormerSchema(String former, String newest) {
        if (SchemaVersion.ORDER.compare(former, newest) > 0) {
            throw OperatorException.of(
                            ErrorCode.BUNDLE_VERSION_UNFIT,
                            "the schema of the database of before is newer than this release can read")
                    .expected("schema version " + newest + " or older")
                    .found("schema version " + former)
                    .remedy("upgrade to the release that ran before that restore, then run the command again")
                    .build();
        }
    }

    static void requireServer(Manifest manifest, InstallationAccess live) {
        String server = serverVersion(live);
        if (PostgresVersion.major(manifest.postgresVersion()) > PostgresVersion.major(server)) {
            throw OperatorException.of(ErrorCode.BUNDLE_VERSION_UNFIT, "the dump comes from a newer PostgreSQL")
                    .expected("PostgreSQL " + server + " or older")
                    .found("PostgreSQL " + manifest.postgresVersion())
                    .remedy("restore it where the newer PostgreSQL runs")
                    .build();
        }
    }

    private static String serverVersion(InstallationAccess live) {
        try (PostgresSession session = PostgresSession.open(live.database(), "postgres")) {
            return new DatabaseContents(session).serverVersion();
        }
    }

    /** The second database beside the first, and the objects that come back; the volumes are taken to share a disk. */
    static void requireSpace(Manifest manifest, long missingObjectBytes, InstallationAccess live) {
        long needed = manifest.databaseBytes() / 10 * 12 + missingObjectBytes + RESERVE;
        long free = freeBytes(live);
        if (free < needed) {
            throw OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the restore")
                    .expected(Sizes.text(needed) + " where PostgreSQL keeps its data")
                    .found(Sizes.text(free))
                    .remedy("free space, then run the command again; nothing was changed")
                    .build();
        }
    }

    /** Asked in the container, because a volume may lie on another disk than anything this process sees. */
    private static long freeBytes(InstallationAccess live) {
        String directory = answer(live, List.of("printenv", "PGDATA"));
        List<String> lines = answer(live, List.of("df", "-B1", "--output=avail", directory))
                .lines()
                .map(String::strip)
                .toList();
        try {
            return Long.parseLong(lines.get(lines.size() - 1));
        } catch (NumberFormatException e) {
            throw OperatorException.of(ErrorCode.ANSWER_UNREADABLE, "df in the postgres container is not understood")
                    .found(String.join("\n", lines))
                    .remedy("see that the postgres container runs the image of the release")
                    .cause(e)
                    .build();
        }
    }

    private static String answer(InstallationAccess live, List<String> argv) {
        ProcessResult result = live.docker()
                .exec(live.database().container(), argv, Input.none(), Output.text(), Duration.ofSeconds(30));
        if (!result.ok() || result.stdout().isBlank()) {
            throw OperatorException.of(
                            ErrorCode.COMMAND_FAILED,
                            "the postgres container does not answer: " + String.join(" ", argv))
                    .found(result.summary())
                    .remedy("see that the postgres container runs the image of the release")
                    .build();
        }
        return result.stdout().strip();
    }

    /** Same tables, same counts, same schema version, and an object for every key that a row names. */
    static void requireContents(DatabaseContents restored, Bundle bundle) {
        Manifest manifest = bundle.manifest();
        SortedMap<String, Long> counts = restored.rowCounts();
        if (!counts.equals(manifest.rowCounts())) {
            throw checkFailed("the restored database has other rows than the bundle says")
                    .found(DatabaseContents.differences(manifest.rowCounts(), counts))
                    .build();
        }
        String schema = restored.schemaVersion();
        if (!schema.equals(manifest.schemaVersion())) {
            throw checkFailed("the restored database has another schema version than the bundle says")
                    .expected(manifest.schemaVersion())
                    .found(schema)
                    .build();
        }
        Fingerprints indexed = new Fingerprints();
        ObjectIndex.read(
                bundle.content(BundleLayout.OBJECT_INDEX), entry -> indexed.add(Sha256.fingerprint(entry.key())));
        List<String> missing = new ArrayList<>();
        restored.objectKeys(key -> {
            if (missing.size() < EXAMPLES && !indexed.contains(Sha256.fingerprint(key))) {
                missing.add("'" + Damage.printable(key) + "'");
            }
        });
        if (!missing.isEmpty()) {
            throw OperatorException.of(ErrorCode.OBJECT_MISSING, "the bundle lacks objects that its database names")
                    .found("missing: " + String.join(", ", missing))
                    .remedy("choose another bundle; nothing was changed")
                    .build();
        }
    }

    private static OperatorException.Builder checkFailed(String problem) {
        return OperatorException.of(ErrorCode.RESTORE_CHECK_FAILED, problem)
                .remedy("choose another bundle; the live database was not touched");
    }
}
