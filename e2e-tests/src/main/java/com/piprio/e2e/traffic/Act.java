package com.piprio.e2e.traffic;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One request with what a good answer to it is.
 *
 * @param limit how long it may take before it counts as failed
 * @param accept takes an answer with the right status into account; throws {@link IllegalStateException} when it is wrong
 */
record Act(
        Kind kind,
        Request request,
        Client.Way way,
        Duration limit,
        BodyReader reader,
        int good,
        Consumer<Answer> accept) {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(45);
    /** For downloads by slow readers. */
    static final Duration LONGEST_LIMIT = Duration.ofSeconds(60);

    static Act of(Kind kind, Request request, Client.Way way, int good, Consumer<Answer> accept) {
        return new Act(kind, request, way, ANSWER_LIMIT, BodyReader.all(), good, accept);
    }

    Act read(BodyReader other) {
        return new Act(kind, request, way, LONGEST_LIMIT, other, good, accept);
    }

    Act on(Client.Way other) {
        return new Act(kind, request, other, limit, reader, good, accept);
    }

    String what() {
        return request.method() + " " + request.path();
    }
}
