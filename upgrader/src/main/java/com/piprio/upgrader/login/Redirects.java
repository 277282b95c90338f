package com.piprio.upgrader.login;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows redirects: registries send readers of blobs to where these are stored. */
final class Redirects {
    private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST = 5;

    /**
     * The answer at the end of the way.
     *
     * @param from who gave it
     */
    record Followed<R extends Reply>(R reply, Origin from) {}

    private Redirects() {}

    /**
     * Asks, with a login for the origin of the resource alone: it does not come back either, once the way led elsewhere.
     *
     * @throws IOException also when the way has no end, or begins or leads where anybody can read along
     */
    static <R extends Reply> Followed<R> follow(URI resource, @Nullable String authorization, Exchange<R> exchange)
            throws IOException {
        Origin first = Origin.of(resource);
        URI next = resource;
        String login = authorization;
        for (int requests = 0; requests <= MOST; requests++) {
            Origin origin = Origin.of(next);
            if (!origin.confidential()) {
                throw new IOException("a way that leads to " + origin + ", where anybody can read along");
            }
            login = origin.equals(first) ? login : null;
            R reply = exchange.send(next, login);
            if (!STATUS.contains(reply.status())) {
                return new Followed<>(reply, origin);
            }
            reply.discard();
            next = target(next, reply);
        }
        throw new IOException("more than " + MOST + " redirects, beginning at " + first);
    }

    private static URI target(URI from, Reply reply) throws IOException {
        for (String location : reply.header("location")) {
            try {
                return from.resolve(location);
            } catch (IllegalArgumentException e) {
                // As good as none.
            }
        }
        throw new IOException("a redirect of " + Origin.of(from) + " that leads nowhere");
    }
}
