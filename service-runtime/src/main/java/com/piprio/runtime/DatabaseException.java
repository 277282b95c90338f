package com.piprio.runtime;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database refused a statement or does not answer. */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable String state;

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = cause.getSQLState();
    }

    /** Tells whether the statement itself is wrong on this schema, so that trying again cannot help. */
    public boolean rejectsStatement() {
        return state != null && state.startsWith("42");
    }

    /** Tells whether a unique or foreign key refused the statement. */
    public boolean violatesConstraint() {
        return state != null && state.startsWith("23");
    }
}
