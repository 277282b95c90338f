package com.piprio.upgrader.availability;

import java.net.URI;
import java.util.function.Supplier;

/**
 * Where clients reach the platform.
 *
 * @param host name or address
 * @param port the published one
 * @param token asked for with each request, since a restore may bring another one
 */
public record Endpoint(String host, int port, Supplier<String> token) {

    /** The endpoint at an address such as {@code http://127.0.0.1:8080}. */
    public static Endpoint of(URI address, Supplier<String> token) {
        return new Endpoint(address.getHost(), address.getPort(), token);
    }
}
