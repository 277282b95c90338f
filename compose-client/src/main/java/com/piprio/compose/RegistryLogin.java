package com.piprio.compose;

import java.util.Optional;

/**
 * What is known for a registry.
 *
 * @param credentials empty when there are none that can be used
 * @param where where they were found, or why there are none; for operators, without a secret
 */
public record RegistryLogin(Optional<RegistryCredentials> credentials, String where) {

    static RegistryLogin none(String why) {
        return new RegistryLogin(Optional.empty(), why);
    }
}
