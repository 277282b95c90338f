package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A registry as {@code PIPRIO_REGISTRY} names it: host and port, then perhaps a path that all image names begin with.
 *
 * @param value such as {@code registry.example.com:5000/team}
 */
public record RegistryAddress(String value) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?(/[a-z0-9._-]+)*");

    /** @throws OperatorException when no registry can have such an address, such as one that begins with https:// */
    public RegistryAddress {
        if (!FORM.matcher(value).matches()) {
            throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "the address of the registry is none")
                    .expected("host and port, such as registry.example.com:5000, perhaps with a path; no https://")
                    .found(value)
                    .remedy("mend PIPRIO_REGISTRY in .env, or --registry where it was typed")
                    .build();
        }
    }

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
