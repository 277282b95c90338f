package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.report.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a service ended by itself: what the kernel did to it, or what it said last. Where the database refused a migration, its
 * SQL state tells a disk or a server that is gone from a migration that is wrong: the former are mended, the latter is not.
 */
final class Crash {
    /** In the words of the API, or in those of Flyway that it passes on. */
    private static final Pattern SQL_STATE = Pattern.compile("SQL [Ss]tate\\s*:?\\s*([0-9A-Z]{5})\\b");

    private static final String DISK_FULL = "53100";

    /** Connection exceptions, and a server that is shut down, was killed or starts. */
    private static final Pattern SERVER_GONE = Pattern.compile("08...|57P0[123]");

    private static final String LOG_OF_POSTGRES = "docker compose -f docker-compose.onprem.yml logs --tail 50 postgres";

    private Crash() {}

    /** Asks the engine about a container that crashed, and its log. */
    static OperatorException problem(Platform platform, String service, ServiceContainer container) {
        String words = platform.lastWords(container).orElse("it left no message");
        Matcher matcher = SQL_STATE.matcher(words);
        String sqlState = matcher.find() ? matcher.group(1) : "";
        OperatorException.Builder problem;
        if (words.contains("java.lang.OutOfMemoryError") || platform.ranOutOfMemory(container)) {
            problem = OperatorException.of(ErrorCode.OUT_OF_MEMORY, service + " was ended for want of memory")
                    .expected(service + " ready within " + limit(platform, service))
                    .remedy(
                            "see whether the host has room (free -m, docker stats --no-stream), and whether mem_limit in"
                                    + " the Compose file is that of the release");
        } else if (sqlState.equals(DISK_FULL)) {
            problem = OperatorException.of(ErrorCode.DISK_FULL, "the disk of the database became full")
                    .expected("room for the migrations on the disk of volume postgres-data")
                    .remedy("make room there (df -h, docker system df)");
        } else if (SERVER_GONE.matcher(sqlState).matches()) {
            problem = OperatorException.of(
                            ErrorCode.DATABASE_UNREACHABLE, "the database went away while " + service + " started")
                    .expected("a database that stays; what it had not finished was rolled back")
                    .remedy("see why: " + LOG_OF_POSTGRES);
        } else if (words.contains("migration") && words.contains("failed")) {
            problem = OperatorException.of(ErrorCode.MIGRATION_FAILED, words)
                    .expected(service + " ready")
                    .remedy(readItsLog(container));
        } else {
            problem = OperatorException.of(ErrorCode.START_FAILED, service + " ended by itself")
                    .expected(service + " ready")
                    .remedy(readItsLog(container));
        }
        return problem.found(ended(container) + words).build();
    }

    /** Docker keeps no exit code of a container that it has started again. */
    private static String ended(ServiceContainer container) {
        return container.running() ? "Docker started it again: " : "exit code " + container.exitCode() + ": ";
    }

    private static String limit(Platform platform, String service) {
        long bytes = platform.memoryLimit(service);
        return bytes == 0 ? "what the host has" : Texts.bytes(bytes);
    }

    private static String readItsLog(ServiceContainer container) {
        return "read its log: docker logs "
                + container.id().substring(0, Math.min(12, container.id().length()));
    }
}
