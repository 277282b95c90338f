package com.piprio.api.web;

import com.piprio.api.store.JobType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules for what clients send; breaking one is a problem with status 400 that names the field. */
final class Input {

    private static final int LONGEST_KEY = 200;

    private Input() {}

    static String text(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw ProblemException.invalid(field + " is missing");
        }
        if (value.length() > longest) {
            throw ProblemException.invalid(field + " is longer than " + longest + " characters");
        }
        // PostgreSQL cannot store it in a text.
        if (value.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field + " contains a zero character");
        }
        return value;
    }

    static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw ProblemException.invalid(field + " must be from " + least + " to " + most);
        }
    }

    /** Reads a whole number of a query, whose absence has a meaning of its own. */
    static int number(String field, @Nullable String value, int whenAbsent, int least, int most) {
        if (value == null) {
            return whenAbsent;
        }
        try {
            int number = Integer.parseInt(value);
            within(field, number, least, most);
            return number;
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(field + " must be a whole number from " + least + " to " + most);
        }
    }

    static void idempotencyKey(@Nullable String key) {
        if (key != null) {
            text("Idempotency-Key", key, LONGEST_KEY);
        }
    }

    static JobType jobType(String field, @Nullable String word) {
        try {
            return JobType.of(text(field, word, LONGEST_KEY));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field + " must be crawl, extract or export");
        }
    }

    /** A crawl needs a URL, an extraction a document, an export neither. */
    static void jobSubject(JobType type, @Nullable UUID documentId, @Nullable String url) {
        if ((type == JobType.EXTRACT) != (documentId != null)) {
            throw ProblemException.invalid("documentId is for jobs of type extract, and required there");
        }
        if ((type == JobType.CRAWL) != (url != null)) {
            throw ProblemException.invalid("url is for jobs of type crawl, and required there");
        }
        if (url != null && !text("url", url, 2000).matches("https?://\\S+")) {
            throw ProblemException.invalid("url must begin with http:// or https:// and contain no space");
        }
    }
}
