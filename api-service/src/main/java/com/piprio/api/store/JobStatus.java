package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a job stands; the word in the database and in JSON is the lower case name. */
public enum JobStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED;

    /**
     * Finds a status by its word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static JobStatus of(String word) {
        for (JobStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("status must be queued, running, done or failed");
    }

    /** Tells whether nothing more will happen to a job. */
    public boolean isEnd() {
        return this == DONE || this == FAILED;
    }

    /** The word for this status. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
