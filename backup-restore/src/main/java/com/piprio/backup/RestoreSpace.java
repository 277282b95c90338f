package com.piprio.backup;

import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whether there is room for a restore: beside the live database, in the object store, and for the safety bundle. */
final class RestoreSpace {
    private static final long RESERVE = 64L << 20;
    /** What a server with default settings keeps of its log while data pours in. */
    private static final long LARGEST_LOG = 1L << 30;

    private RestoreSpace() {}

    /** The second database beside the first, a fifth on top, what is logged meanwhile, the dump itself, and a reserve. */
    static long database(Manifest manifest) {
        return manifest.databaseBytes() / 10 * 12
                + Math.min(manifest.databaseBytes(), LARGEST_LOG)
                + dumpBytes(manifest)
                + RESERVE;
    }

    /** It lies beside the data while it is restored. */
    private static long dumpBytes(Manifest manifest) {
        return manifest.files().stream()
                .filter(file -> file.path().equals(BundleLayout.DUMP))
                .mapToLong(FileEntry::size)
                .sum();
    }

    /** @param needed for the database and the objects that come back; their volumes are taken to share a disk */
    static void requireInVolumes(long needed, InstallationAccess live) {
        require(needed, freeForDatabase(live), "where PostgreSQL keeps its data");
    }

    /**
     * @param inVolumes bytes for {@link #requireInVolumes}, to be added where bundles lie on the same disk
     * @param staging bytes that the safety bundle and the copies of overwritten objects need at most
     */
    static void requireForSafety(long inVolumes, long staging, InstallationAccess live) {
        long free = freeForBundles(live.backups());
        // Two places that report the same number of free bytes are one disk.
        boolean shared = Math.abs(free - freeForDatabase(live)) < RESERVE;
        require(
                staging + RESERVE + (shared ? inVolumes : 0),
                free,
                "in " + live.backups() + ", for a bundle of the present state" + (shared ? " and the restore" : ""));
    }

    private static void require(long needed, long free, String where) {
        if (free < needed) {
            throw OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the restore")
                    .expected(Sizes.text(needed) + " " + where)
                    .found(Sizes.text(free))
                    .remedy(
                            "free space, for instance with scripts/backups.sh prune, then run the command again; nothing"
                                    + " was changed")
                    .build();
        }
    }

    private static long freeForBundles(Path backups) {
        try {
            return Files.getFileStore(backups).getUsableSpace();
        } catch (IOException e) {
            throw DurableFiles.unreadable(backups, e);
        }
    }

    /** Asked in the container, because a volume may lie on another disk than anything this process sees. */
    private static long freeForDatabase(InstallationAccess live) {
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
}
