package com.piprio.worker;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that this worker may do until its lease ends.
 *
 * @param claim names this claim and no other; whatever is written for the job carries it
 * @param attempts how often the job was claimed so far; null when the running release does not count
 */
record ClaimedJob(
        UUID id,
        String type,
        @Nullable UUID documentId,
        @Nullable String url,
        int durationMillis,
        String claim,
        @Nullable Integer attempts) {}
