package com.piprio.upgrader.login;

import com.piprio.compose.RegistryCredentials;
import com.piprio.operator.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * What a request says about who asks.
 *
 * @param header value of the header of that name
 * @param until from when on it is not worth to be tried
 */
record Authorization(Secret header, Instant until) {

    static Authorization basic(RegistryCredentials credentials) {
        byte[] pair = (credentials.user() + ":" + credentials.secret().value()).getBytes(StandardCharsets.UTF_8);
        return new Authorization(new Secret("Basic " + Base64.getEncoder().encodeToString(pair)), Instant.MAX);
    }

    static Authorization bearer(String token, Instant until) {
        return new Authorization(new Secret("Bearer " + token), until);
    }

    boolean livesAt(Instant now) {
        return now.isBefore(until);
    }
}
