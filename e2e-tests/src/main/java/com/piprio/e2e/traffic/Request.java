package com.piprio.e2e.traffic;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request as it goes over the wire, without what the connection adds. An empty body is none. */
record Request(String method, String path, Map<String, String> headers, byte[] body) {

    static Request get(String path) {
        return new Request("GET", path, Map.of(), new byte[0]);
    }

    static Request post(String path, String type, byte[] body) {
        return new Request("POST", path, Map.of("Content-Type", type), body);
    }

    static Request put(String path, String type, byte[] body) {
        return new Request("PUT", path, Map.of("Content-Type", type), body);
    }

    Request with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Request(method, path, all, body);
    }
}
