package com.piprio.api.start;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;

/**
 * What an operator needs to know of a failed migration.
 *
 * @param line the whole story in one line
 * @param lockedOut whether others held a table for so long that the migration gave way; it may work in a moment
 * @param applied how many migrations the same run had applied before
 */
record MigrationFailure(String line, boolean lockedOut, int applied) {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    static MigrationFailure of(FlywayException failure) {
        // Flyway's public type does not name the migration or the line; its internal one does.
        if (failure instanceof FlywayMigrateException migrate) {
            String state = Objects.requireNonNullElse(migrate.getSqlState(), "");
            String line = "migration %s failed: %s%s (%s)"
                    .formatted(
                            migrate.getMigration().getVersion(),
                            state.isEmpty() ? "" : "SQL state " + state + ": ",
                            problem(migrate),
                            place(migrate));
            int applied = migrate.getErrorResult() == null ? 0 : migrate.getErrorResult().migrationsExecuted;
            return new MigrationFailure(line, state.equals(LOCK_NOT_AVAILABLE), applied);
        }
        return new MigrationFailure("migrations failed: " + oneLine(failure.getMessage()), false, 0);
    }

    private static String problem(FlywayMigrateException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> oneLine(cause.getMessage()))
                .reduce((outer, inner) -> inner)
                .orElseGet(() -> oneLine(failure.getMessage()));
    }

    private static String place(FlywayMigrateException failure) {
        String script =
                Path.of(failure.getMigration().getScript()).getFileName().toString();
        return failure.getLineNumber() > 0 ? script + " line " + failure.getLineNumber() : script;
    }

    private static String oneLine(@Nullable String text) {
        return Objects.requireNonNullElse(text, "no message").strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
