package com.piprio.upgrader.availability;

import java.time.Duration;
import java.time.Instant;

/**
 * One request and how it fared.
 *
 * @param request what was asked
 * @param due when it should have been sent
 * @param latency from then until its end
 * @param answer how it ended
 */
record Sample(Request request, Instant due, Duration latency, Answer answer) {

    Instant end() {
        return due.plus(latency);
    }

    /**
     * What is asked.
     *
     * @param path where
     * @param kept on a connection that an earlier request left open
     */
    record Request(String path, boolean kept) {
        /** The one that needs a token. */
        static final String API = "/api/v1/platform";

        static final String WEB = "/";

        /** API and web page in turn, each on fresh and on kept connections in turn. */
        static Request of(long number) {
            return new Request(number % 2 == 0 ? API : WEB, number / 2 % 2 == 1);
        }

        String inWords() {
            return "GET " + path + (kept ? " (kept connection)" : " (fresh connection)");
        }
    }

    /**
     * How a request ended.
     *
     * @param kind the three ways
     * @param detail the status, or why it failed; one of a small number of texts
     */
    record Answer(Kind kind, String detail) {
        enum Kind {
            OK,
            MAINTENANCE,
            FAILED
        }

        static Answer failed(String reason) {
            return new Answer(Kind.FAILED, reason);
        }
    }
}
