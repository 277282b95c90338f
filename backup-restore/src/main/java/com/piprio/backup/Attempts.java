package com.piprio.backup;

import java.io.IOException;
import java.time.Duration;

/** Requests to a server that may be busy, or has closed a connection that was kept: it is asked again. */
final class Attempts {
    private static final int MOST = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Attempts() {}

    /** One attempt. */
    @FunctionalInterface
    interface Attempt<R> {
        R make() throws IOException;
    }

    /** @throws IOException what the last attempt threw, or a refusal that would be the same again */
    static <R> R demand(Attempt<R> attempt) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return attempt.make();
            } catch (StatusException e) {
                if (number == MOST || !e.passing()) {
                    throw e;
                }
            } catch (IOException e) {
                if (number == MOST) {
                    throw e;
                }
            }
            pause(PAUSE.multipliedBy(1L << number));
        }
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for the object store", e);
        }
    }
}
