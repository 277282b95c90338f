package com.piprio.release;

import java.util.List;

/**
 * A port that the installation publishes on its host.
 *
 * @param container port inside
 * @param protocol {@code tcp} or {@code udp}
 * @param address of the host, when no variable says otherwise
 * @param host port of the host, when no variable says otherwise
 * @param enabled whether it is published without the operator asking for it
 * @param variables of {@code .env} that change address and port
 */
public record PublishedPort(
        String service,
        int container,
        String protocol,
        String address,
        int host,
        boolean enabled,
        List<String> variables) {

    public PublishedPort {
        variables = List.copyOf(variables);
    }

    /** The service and the port inside: what stays when address and port of the host change. */
    public String name() {
        return service + ":" + container;
    }
}
