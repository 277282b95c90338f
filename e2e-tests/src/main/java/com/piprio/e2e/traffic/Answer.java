package com.piprio.e2e.traffic;

import java.nio.charset.StandardCharsets;

/** A complete answer. The body is empty when its reader kept none, as that of a large download. */
record Answer(int status, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
