package com.piprio.upgrader.archive;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an HTTP request is answered with.
 *
 * @param headers without {@code Content-Length}
 * @param length of the body, in bytes
 * @param body closed by whoever sends it, or does not
 */
record Answer(int status, Map<String, String> headers, long length, InputStream body) {

    static Answer of(int status) {
        return new Answer(status, Map.of(), 0, InputStream.nullInputStream());
    }

    static Answer json(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(
                200,
                Map.of("Content-Type", "application/json", "Docker-Distribution-API-Version", "registry/2.0"),
                body.length,
                new ByteArrayInputStream(body));
    }
}
