package com.piprio.e2e.traffic;

import java.util.Locale;

/** What a request is for. */
public enum Kind {
    /** Lists, contents of documents, what the platform says of itself: in turn. */
    READ,
    /** The first page of the web service. */
    PAGE,
    /** A new document. */
    UPLOAD,
    /** A new job. */
    JOB,
    /** Other bytes, 200 kB, for a document that is there. */
    REPLACE,
    /** A question that the API answers when a job has ended, or after five seconds. */
    WAIT,
    /** A download that takes its reader ten seconds. */
    STREAM;

    /** Whether an answer is due at once; the others take long by their nature. */
    public boolean isShort() {
        return this != WAIT && this != STREAM;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
