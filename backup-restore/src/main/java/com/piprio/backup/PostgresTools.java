package com.piprio.backup;

import com.piprio.compose.Container;
import com.piprio.compose.DiskFull;
import com.piprio.compose.DockerEngine;
import com.piprio.compose.Input;
import com.piprio.compose.Output;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.ToolContainer;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pg_dump} and {@code pg_restore} of the database's own image, so that client and server are of one version.
 *
 * <p>Plain files are written and read by a container of their own beside the server. What is encrypted passes through
 * this process, and from here into the container of the server, whose local socket needs no password.
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

    private final DockerEngine docker;
    private final DatabaseAccess server;
    private final String container;

    PostgresTools(InstallationAccess access) {
        this.docker = access.docker();
        this.server = access.database();
        this.container = server.container();
    }

    /**
     * Dumps what the snapshot shows to a new file, and reads all of it back; the caller keeps the snapshot's session open.
     *
     * @param major version of the server
     * @return bytes of SQL that it comes to
     */
    long dump(String database, String snapshot, int major, Path file) {
        List<String> argv = new ArrayList<>(SHELL);
        argv.addAll(List.of(COUNTED_DUMP, "bash", mounted(file)));
        argv.addAll(overNetwork());
        argv.addAll(dumpOptions(database, snapshot, major));
        ProcessResult result = beside(file, true, argv);
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
        requireDumped(docker.exec(container, argv, Input.none(), target, LIMIT), file);
    }

    private List<String> dumpOptions(String database, String snapshot, int major) {
        return List.of(
                "-U",
                server.user(),
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

    /** A program in a container beside the server, with the directory of the file. */
    private ProcessResult beside(Path file, boolean writable, List<String> program) {
        try {
            Path directory = file.toAbsolutePath().normalize().getParent();
            if (directory == null) {
                throw new IOException(file + " is in no directory");
            }
            Path real = directory.toRealPath();
            String image =
                    docker.container(container).map(Container::imageId).orElseThrow(PostgresTools::withoutServer);
            ToolContainer tools = new ToolContainer(
                    container,
                    image,
                    ToolContainer.ownerOf(writable ? real : file),
                    real,
                    writable,
                    Map.of("PGPASSWORD", server.password().value()));
            return docker.run(tools, program, LIMIT);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }

    private static OperatorException withoutServer() {
        return OperatorException.of(ErrorCode.SERVICE_MISSING, "postgres has no container any more")
                .remedy(
                        "start it: docker compose -f docker-compose.onprem.yml up -d postgres; then run the command again")
                .build();
    }

    /** The file as a program beside the server sees it. */
    private static String mounted(Path file) {
        return ToolContainer.MOUNT + "/" + file.getFileName();
    }

    private List<String> overNetwork() {
        return List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port()));
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
            argv.addAll(overNetwork());
            argv.addAll(restoreOptions(database));
            argv.add(mounted(dump.file()));
            requireRestored("pg_restore did not finish", beside(dump.file(), false, argv));
            return;
        }
        String staged = staged();
        try {
            requireRestored(
                    "the dump cannot be put beside the data of postgres",
                    reading(dump, List.of("dd", "of=" + staged, "bs=1M", "iflag=fullblock", "status=none")));
            List<String> argv = new ArrayList<>(List.of("pg_restore"));
            argv.addAll(restoreOptions(database));
            argv.add(staged);
            requireRestored("pg_restore did not finish", exec(argv));
        } finally {
            exec(List.of("rm", "-f", staged));
        }
    }

    private List<String> restoreOptions(String database) {
        return List.of("-U", server.user(), "-d", database, "--exit-on-error", "--no-owner", "--jobs=" + CONNECTIONS);
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
        List<String> argv = new ArrayList<>(SHELL);
        argv.addAll(List.of(COUNTED_DECODING, "bash", String.valueOf(most)));
        ProcessResult result;
        if (dump.plain()) {
            argv.add(mounted(dump.file()));
            result = beside(dump.file(), false, argv);
        } else {
            result = reading(dump, argv);
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
