package com.piprio.api.store;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** What the present request is known by in the table {@code activity}: a new id until the client has named one. */
@RequestScoped
public class RequestKey {

    private String value = UUID.randomUUID().toString();

    /** Takes the key that the client has given. */
    public void use(String idempotencyKey) {
        value = idempotencyKey;
    }

    /** The key of this request. */
    public String value() {
        return value;
    }
}
