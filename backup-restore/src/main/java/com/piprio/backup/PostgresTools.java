package com.piprio.backup;

import com.piprio.compose.DiskFull;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pg_dump} and {@code pg_restore} of the database's own container: client and server are of one version, and the
 * local socket needs no password.
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
    /** Every image of PostgreSQL that a release names has these; the only argument is how many bytes are let through. */
    private static final String COUNTED_DECODING = "pg_restore --exit-on-error -f - | head --bytes=\"$1\" | wc --bytes";

    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(.+)';");

    private final DockerEngine docker;
    private final String container;
    private final String user;

    PostgresTools(InstallationAccess access) {
        this.docker = access.docker();
        this.container = access.database().container();
        this.user = access.database().user();
    }

    /**
     * Dumps what the snapshot shows; the caller keeps the snapshot's session open.
     *
     * @param major version of the server
     * @param file where the dump arrives, whatever happens to it on its way through the target
     */
    void dump(String database, String snapshot, int major, Output target, Path file) {
        List<String> argv = List.of(
                "pg_dump",
                "-U",
                user,
                "-d",
                database,
                "-Fc",
                "--compress=" + (major >= FIRST_WITH_ZSTD ? "zstd" : "1"),
                "--snapshot=" + snapshot,
                "--no-owner",
                "--lock-wait-timeout=60s");
        ProcessResult result = docker.exec(container, argv, Input.none(), target, LIMIT);
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
     * <p>{@code pg_restore} works on several tables and indexes at once only from a file that it can seek in, so the dump
     * is put beside the server's data for that time. What a restore that was killed left there is replaced by the next one.
     */
    void restore(Content dump, String database) {
        String staged = staged();
        try {
            requireRestored(
                    "the dump cannot be put beside the data of postgres",
                    reading(dump, List.of("dd", "of=" + staged, "bs=1M", "iflag=fullblock", "status=none")));
            requireRestored(
                    "pg_restore did not finish",
                    exec(List.of(
                            "pg_restore",
                            "-U",
                            user,
                            "-d",
                            database,
                            "--exit-on-error",
                            "--no-owner",
                            "--jobs=" + CONNECTIONS,
                            staged)));
        } finally {
            exec(List.of("rm", "-f", staged));
        }
    }

    /** On the volume, which has room for a database more; the rest of the container cannot be written. */
    private String staged() {
        ProcessResult data = exec(List.of("printenv", "PGDATA"));
        requireRestored("the postgres container does not say where its data is", data);
        return Path.of(data.stdout().strip()).resolveSibling(STAGED).toString();
    }

    private ProcessResult exec(List<String> argv) {
        return docker.exec(container, argv, Input.none(), Output.text(), LIMIT);
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
        ProcessResult result =
                reading(dump, List.of("bash", "-o", "pipefail", "-c", COUNTED_DECODING, "bash", String.valueOf(most)));
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
        ProcessResult result = reading(dump, argv);
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

    private ProcessResult reading(Content dump, List<String> argv) {
        if (dump.plain()) {
            return docker.exec(container, argv, Input.file(dump.file()), Output.text(), LIMIT);
        }
        try (InputStream content = dump.open()) {
            return docker.exec(container, argv, Input.stream(content), Output.text(), LIMIT);
        } catch (IOException e) {
            throw DurableFiles.unreadable(dump.file(), e);
        }
    }

    private static OperatorException undecodable(ProcessResult result) {
        return Damage.in(BundleLayout.DUMP, "pg_restore cannot read it")
                .found(result.summary())
                .build();
    }

    /** Such as {@code pg_dump (PostgreSQL) 17.6}. */
    String version() {
        ProcessResult result = docker.exec(
                container, List.of("pg_dump", "--version"), Input.none(), Output.text(), Duration.ofSeconds(30));
        if (!result.ok()) {
            throw OperatorException.of(ErrorCode.DUMP_FAILED, "pg_dump cannot be started in the postgres container")
                    .found(result.summary())
                    .remedy("see that the postgres container runs the image of the release")
                    .build();
        }
        return result.stdout().strip();
    }
}
