package com.piprio.upgrader.release;

import java.net.URI;

/**
 * A registry as {@code PIPRIO_REGISTRY} names it: host and port, then perhaps a path that all image names begin with.
 *
 * @param value such as {@code registry.example.com:5000/team}
 */
record RegistryAddress(String value) {

    /** The address of an image's resource, such as {@code manifests/1.5.0}; loopback registries speak plain HTTP. */
    URI resource(String image, String resource) {
        int slash = value.indexOf('/');
        String host = slash < 0 ? value : value.substring(0, slash);
        String prefix = slash < 0 ? "" : value.substring(slash + 1) + "/";
        String scheme = loopback(host) ? "http" : "https";
        return URI.create(scheme + "://" + host + "/v2/" + prefix + image + "/" + resource);
    }

    /** Docker's own rule for registries that need no TLS. */
    private static boolean loopback(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.startsWith("localhost:");
    }
}
