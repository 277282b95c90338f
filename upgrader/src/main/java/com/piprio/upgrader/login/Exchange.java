package com.piprio.upgrader.login;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request, and follows nothing.
 *
 * @param <R> its answer
 */
@FunctionalInterface
public interface Exchange<R extends Reply> {

    /** @param authorization value of the header of that name, or null for a request without it */
    R send(URI resource, @Nullable String authorization) throws IOException;
}
