package com.piprio.upgrader.release;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.login.Origin;
import com.piprio.upgrader.login.RegistryAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
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
        if (!FORM.matcher(value).matches() || !hasHost(value)) {
            throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "the address of the registry is none")
                    .expected("host and port, such as registry.example.com:5000, perhaps with a path; no https://")
                    .found(value)
                    .remedy("mend PIPRIO_REGISTRY in .env, or --registry where it was typed")
                    .build();
        }
    }

    /** Names such as {@code a..b} have the form, and can be nobody's. */
    private static boolean hasHost(String value) {
        try {
            return new URI("https://" + value).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Host and port, as Docker keeps logins for it. */
    String server() {
        return value.replaceFirst("/.*", "");
    }

    /**
     * The address of an image's resource, such as {@code manifests/1.5.0}; loopback registries speak plain HTTP, which is
     * Docker's own rule.
     */
    URI resource(String image, String resource) {
        String server = server();
        String prefix = value.substring(server.length()).replaceFirst("^/(.*)", "$1/");
        String scheme = Origin.loopback(server.replaceFirst(":\\d+$", "")) ? "http" : "https";
        return URI.create(scheme + "://" + server + "/v2/" + prefix + image + "/" + resource);
    }

    /** Whoever asks it, with these logins where it wants one. */
    RegistryAccess access(RegistryLogins logins) {
        return new RegistryAccess(server(), resource("piprio", "tags/list"), logins, Clock.systemUTC());
    }
}
