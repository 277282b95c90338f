package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.report.Texts;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a service ended by itself: what the kernel did to it, or what it said last. Where the database refused a migration, its
 * SQL state tells a disk or a server that is gone from a migration that is wrong: the former are mended, the latter is not.
 *
 * @param words what the service said last
 */
record Crash(Platform platform, String service, ServiceContainer container, String words) {
    /** In the words of the API, or in those of Flyway that it passes on. */
    private static final Pattern SQL_STATE = Pattern.compile("SQL [Ss]tate\\s*:?\\s*([0-9A-Z]{5})\\b");

    private static final String DISK_FULL = "53100";

    /** Connection exceptions, and a server that is shut down, was killed or starts. */
    private static final Pattern SERVER_GONE = Pattern.compile("08...|57P0[123]");

    private static final String LOG_OF_POSTGRES = "docker compose -f docker-compose.onprem.yml logs --tail 50 postgres";

    /** What a crash can come from, how that is recognised, and what the operator reads about it. */
    private record Cause(
            ErrorCode code,
            Predicate<Crash> fits,
            Function<Crash, String> problem,
            Function<Crash, String> expected,
            Function<Crash, String> remedy) {}

    /** The first that fits is the one: what the kernel did counts more than what the service said. */
    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    ErrorCode.OUT_OF_MEMORY,
                    Crash::ranOutOfMemory,
                    crash -> crash.service + " was ended for want of memory",
                    crash -> crash.service + " ready within " + crash.memoryLimit(),
                    crash -> "see whether the host has room (free -m, docker stats --no-stream), and whether mem_limit"
                            + " in the Compose file is that of the release"),
            new Cause(
                    ErrorCode.DISK_FULL,
                    crash -> crash.sqlState().equals(DISK_FULL),
                    crash -> "the disk of the database became full",
                    crash -> "room for the migrations on the disk of volume postgres-data",
                    crash -> "make room there (df -h, docker system df)"),
            new Cause(
                    ErrorCode.DATABASE_UNREACHABLE,
                    crash -> SERVER_GONE.matcher(crash.sqlState()).matches(),
                    crash -> "the database went away while " + crash.service + " started",
                    crash -> "a database that stays; what it had not finished was rolled back",
                    crash -> "see why: " + LOG_OF_POSTGRES),
            new Cause(
                    ErrorCode.MIGRATION_FAILED,
                    crash -> crash.words.contains("migration") && crash.words.contains("failed"),
                    crash -> crash.words,
                    crash -> crash.service + " ready",
                    Crash::readItsLog),
            new Cause(
                    ErrorCode.START_FAILED,
                    crash -> true,
                    crash -> crash.service + " ended by itself",
                    crash -> crash.service + " ready",
                    Crash::readItsLog));

    /** Asks the engine about a container that crashed, and its log. */
    static OperatorException problem(Platform platform, String service, ServiceContainer container) {
        String words = platform.lastWords(container).orElse("it left no message");
        Crash crash = new Crash(platform, service, container, words);
        Cause cause = CAUSES.stream()
                .filter(candidate -> candidate.fits().test(crash))
                .findFirst()
                .orElseThrow();
        return OperatorException.of(cause.code(), cause.problem().apply(crash))
                .expected(cause.expected().apply(crash))
                .found(crash.ended() + words)
                .remedy(cause.remedy().apply(crash))
                .build();
    }

    private boolean ranOutOfMemory() {
        return words.contains("java.lang.OutOfMemoryError") || platform.ranOutOfMemory(container);
    }

    private String sqlState() {
        Matcher matcher = SQL_STATE.matcher(words);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Docker keeps no exit code of a container that it has started again. */
    private String ended() {
        return container.running() ? "Docker started it again: " : "exit code " + container.exitCode() + ": ";
    }

    private String memoryLimit() {
        long bytes = platform.memoryLimit(service);
        return bytes == 0 ? "what the host has" : Texts.bytes(bytes);
    }

    private String readItsLog() {
        return "read its log: docker logs "
                + container.id().substring(0, Math.min(12, container.id().length()));
    }
}
