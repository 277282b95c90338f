package com.piprio.backup;

import com.piprio.compose.DiskFull;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pg_dump} and {@code pg_restore} of the database's own image, so that client and server are of one version.
 *
 * <p>Plain files are written and read by {@link ToolsBesideServer}; what is encrypted passes through this process, to
 * and from {@link ToolsInServer}. Which options they are given, and what their failures mean, is said here for both.
 */
final class PostgresTools {
    /** A time limit for honest work on the largest database this platform is made for. */
    private static final Duration LIMIT = Duration.ofHours(6);

    private static final String STAGED = "restore.dump";
    /** More than the cores of a small host gain nothing, and each holds an index in memory while it builds it. */
    private static final int CONNECTIONS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

    /** Before it there is only gzip, which takes three times the processor for a larger dump. */
    private static final int FIRST_WITH_ZSTD = 16;

    private static final Pattern TABLE_DATA = Pattern.compile("\\d+; \\d+ \\d+ TABLE DATA public (.+) (\\S+)");

    private static final Pattern EXTENSION = Pattern.compile("\\d+; \\d+ \\d+ EXTENSION - (.+?) ?");

    /** Every image of PostgreSQL that a release names has these programs. */
    private static final List<String> SHELL = List.of("bash", "-o", "pipefail", "-c");

    /** Arguments: how many bytes are let through, and the file where the dump is not the input. */
    private static final String COUNTED_DECODING =
            "pg_restore --exit-on-error -f - \"${@:2}\" | head --bytes=\"$1\" | wc --bytes";

    /** Arguments: the file, and those of pg_dump. Nobody is to read a dump who may not read the bundle. */
    private static final String COUNTED_DUMP = "umask 077; pg_dump \"${@:2}\" --no-sync --file=\"$1\""
            + " && pg_restore --exit-on-error -f - \"$1\" | wc --bytes";

    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(.+)';");

    private final ToolsBesideServer besideServer;
    private final ToolsInServer inServer;
    private final String user;

    PostgresTools(InstallationAccess access) {
        this.besideServer = new ToolsBesideServer(access, LIMIT);
        this.inServer = new ToolsInServer(access, LIMIT);
        this.user = access.database().user();
    }

    /**
     * Dumps what the snapshot shows to a new file, and reads all of it back; the caller keeps the snapshot's session open.
     *
     * @param major version of the server
     * @return bytes of SQL that it comes to
     */
    long dump(String database, String snapshot, int major, Path file) {
        List<String> argv = new ArrayList<>(SHELL);
        argv.addAll(List.of(COUNTED_DUMP, "bash", ToolsBesideServer.mounted(file)));
        argv.addAll(besideServer.overNetwork());
        argv.addAll(dumpOptions(database, snapshot, major));
        ProcessResult result = besideServer.writing(file, argv);
        requireDumped(result, file);
        return Long.parseLong(result.stdout().strip());
    }

    /**
     * Dumps what the snapshot shows; the caller keeps the snapshot's session open.
     *
     * @param major version of the server
     * @param file where the dump arrives, whatever happens to it on its way through the target
     */
    void dump(String database, String snapshot, int major, Output target, Path file) {
        List<String> argv = new ArrayList<>(List.of("pg_dump"));
        argv.addAll(dumpOptions(database, snapshot, major));
        requireDumped(inServer.writing(target, argv), file);
    }

    private List<String> dumpOptions(String database, String snapshot, int major) {
        return List.of(
                "-U",
                user,
                "-d",
                database,
                "-Fc",
                "--compress=" + (major >= FIRST_WITH_ZSTD ? "zstd" : "1"),
                "--snapshot=" + snapshot,
                "--no-owner",
                "--lock-wait-timeout=60s");
    }

    private static void requireDumped(ProcessResult result, Path file) {
        if (!result.ok() && DiskFull.explains(file, result.stderr())) {
            throw DiskFull.problem(file, result.summary(), null);
        }
        if (!result.ok()) {
            throw OperatorException.of(ErrorCode.DUMP_FAILED, "pg_dump did not finish")
                    .found(result.summary())
                    .remedy("look at free space and at the logs of postgres, then run the command again")
                    .build();
        }
    }

    /**
     * Restores a dump into an empty database on several connections; stops at the first error.
     *
     * <p>{@code pg_restore} works on several tables and indexes at once only from a file that it can seek in, so a dump that
     * is no plain file is put beside the server's data for that time. What a restore that was killed left there is
     * replaced by the next one.
     */
    void restore(Content dump, String database) {
        if (dump.plain()) {
            List<String> argv = new ArrayList<>(List.of("pg_restore"));
            argv.addAll(besideServer.overNetwork());
            argv.addAll(restoreOptions(database));
            argv.add(ToolsBesideServer.mounted(dump.file()));
            requireRestored("pg_restore did not finish", besideServer.reading(dump.file(), argv));
            return;
        }
        String staged = staged();
        try {
            requireRestored(
                    "the dump cannot be put beside the data of postgres",
                    inServer.reading(dump, List.of("dd", "of=" + staged, "bs=1M", "iflag=fullblock", "status=none")));
            List<String> argv = new ArrayList<>(List.of("pg_restore"));
            argv.addAll(restoreOptions(database));
            argv.add(staged);
            requireRestored("pg_restore did not finish", inServer.run(argv));
        } finally {
            inServer.run(List.of("rm", "-f", staged));
        }
    }

    private List<String> restoreOptions(String database) {
        return List.of("-U", user, "-d", database, "--exit-on-error", "--no-owner", "--jobs=" + CONNECTIONS);
    }

    /** On the volume, which has room for a database more; the rest of the container cannot be written. */
    private String staged() {
        ProcessResult data = inServer.run(List.of("printenv", "PGDATA"));
        requireRestored("the postgres container does not say where its data is", data);
        return Path.of(data.stdout().strip()).resolveSibling(STAGED).toString();
    }

    private static void requireRestored(String problem, ProcessResult result) {
        if (!result.ok()) {
            throw OperatorException.of(ErrorCode.RESTORE_CHECK_FAILED, problem)
                    .found(result.summary())
                    .remedy("the live database was not touched; look at free space and at the logs of postgres")
                    .build();
        }
    }

    /**
     * Reads a dump from its first to its last byte.
     *
     * <p>It is counted in the container: only what it comes to leaves it, not the SQL itself.
     *
     * @return bytes of SQL
     * @throws OperatorException {@code BUNDLE_DAMAGED} when it cannot be read, or comes to more than the limit
     */
    long decode(Content dump, DumpLimit limit) {
        // One byte more than allowed tells a dump that is too long from one that fits; pg_restore ends at the closed
        // pipe.
        long most = Math.min(limit.bytes(), Long.MAX_VALUE - 1) + 1;
        List<String> argv = new ArrayList<>(SHELL);
        argv.addAll(List.of(COUNTED_DECODING, "bash", String.valueOf(most)));
        ProcessResult result;
        if (dump.plain()) {
            argv.add(ToolsBesideServer.mounted(dump.file()));
            result = besideServer.reading(dump.file(), argv);
        } else {
            result = inServer.reading(dump, argv);
        }
        String counted = result.stdout().strip();
        long count = counted.matches("\\d+") ? Long.parseLong(counted) : 0;
        if (count > limit.bytes()) {
            throw limit.passed();
        }
        if (!result.ok()) {
            throw undecodable(result);
        }
        return count;
    }

    /** The tables of schema public whose rows the dump holds. */
    Set<String> tablesWithData(Content dump) {
        return found(TABLE_DATA, dump, List.of("pg_restore", "-l"));
    }

    /** The extensions that the dump creates. */
    Set<String> extensions(Content dump) {
        return found(EXTENSION, dump, List.of("pg_restore", "-l"));
    }

    /** The encoding of the texts in the dump, by the name that PostgreSQL gives it. */
    String encoding(Content dump) {
        // Of a table that is not there, what stands before every script is all that is left.
        Set<String> encodings = found(ENCODING, dump, List.of("pg_restore", "-f", "-", "--table=piprio no such table"));
        if (encodings.size() != 1) {
            throw Damage.of(BundleLayout.DUMP, "does not say its encoding");
        }
        return encodings.iterator().next();
    }

    /** The first group of every line that has the form. */
    private Set<String> found(Pattern form, Content dump, List<String> argv) {
        ProcessResult result = inServer.reading(dump, argv);
        if (!result.ok()) {
            throw undecodable(result);
        }
        Set<String> found = new TreeSet<>();
        for (String line : result.stdout().lines().toList()) {
            Matcher matcher = form.matcher(line);
            if (matcher.matches()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    private static OperatorException undecodable(ProcessResult result) {
        return Damage.in(BundleLayout.DUMP, "pg_restore cannot read it")
                .found(result.summary())
                .build();
    }

    /** Such as {@code pg_dump (PostgreSQL) 17.6}. */
    String version() {
        ProcessResult result = inServer.run(List.of("pg_dump", "--version"), Duration.ofSeconds(30));
        if (!result.ok()) {
            throw OperatorException.of(ErrorCode.DUMP_FAILED, "pg_dump cannot be started in the postgres container")
                    .found(result.summary())
                    .remedy("see that the postgres container runs the image of the release")
                    .build();
        }
        return result.stdout().strip();
    }
}
