package com.piprio.compose;

/** Who knows the logins of registries. */
@FunctionalInterface
public interface RegistryLogins {

    /**
     * The login for a registry, looked up anew at each call; blocks as long as a helper program takes.
     *
     * @param server host and port as in image names
     */
    RegistryLogin of(String server);

    /** For registries that want no login, such as one of this process. */
    static RegistryLogins none() {
        return server -> RegistryLogin.none("none are used here");
    }
}
