package com.piprio.release;

/**
 * A Compose service whose image follows the release.
 *
 * @param image repository without registry and tag, such as {@code piprio/api}
 */
public record ServiceImage(String name, String image) {}
