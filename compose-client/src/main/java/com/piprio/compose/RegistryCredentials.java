package com.piprio.compose;

import com.piprio.operator.Secret;

/**
 * Who asks a registry.
 *
 * @param user empty with a token
 * @param secret a password; or an identity token, which only the registry's token service takes
 * @param token whether it is such a token
 */
public record RegistryCredentials(String user, Secret secret, boolean token) {

    /** Not even the user: helpers hand out names that open as much as a password. */
    @Override
    public String toString() {
        return "RegistryCredentials[****]";
    }
}
