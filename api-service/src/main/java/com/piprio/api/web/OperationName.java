package com.piprio.api.web;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What an operation is called in the contract: method and path as they are published. */
final class OperationName {

    private OperationName() {}

    static String of(String httpMethod, Class<?> resource, Method operation) {
        @Nullable Path below = operation.getAnnotation(Path.class);
        return httpMethod + " " + PiprioApi.ROOT + "/"
                + resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
    }
}
