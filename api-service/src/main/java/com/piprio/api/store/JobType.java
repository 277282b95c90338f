package com.piprio.api.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a job does; the word in the database and in JSON is the lower case name. */
public enum JobType {
    CRAWL,
    EXTRACT,
    EXPORT;

    /**
     * Finds a type by its word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static JobType of(String word) {
        for (JobType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("type must be crawl, extract or export");
    }

    /** The word for this type. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
