package com.piprio.release;

/**
 * A Compose service that an upgrade leaves alone.
 *
 * @param image repository without registry and tag, such as {@code piprio/postgres}
 */
public record InfrastructureImage(String name, String image, String tag) {}
