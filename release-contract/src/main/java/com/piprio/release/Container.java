package com.piprio.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Compose service asks of its host.
 *
 * @param port where it listens inside the Compose network, or null
 * @param memoryMegabytes limit of one container, 0 when it is not said
 * @param user that its process runs as, or null
 * @param privileges beyond those of an ordinary process, such as {@code NET_ADMIN} or {@code docker-socket}
 * @param outbound hosts outside that it talks to by itself
 * @param renamedFrom name of the service in the release before, or null
 * @param aliases further names that it answers to in the Compose network
 */
public record Container(
        @Nullable Integer port,
        int memoryMegabytes,
        @Nullable String user,
        List<String> privileges,
        List<String> outbound,
        @Nullable String renamedFrom,
        List<String> aliases) {

    /** What contract 1 says: nothing. */
    public static final Container UNSTATED = new Container(null, 0, null, List.of(), List.of(), null, List.of());

    public Container {
        privileges = List.copyOf(privileges);
        outbound = List.copyOf(outbound);
        aliases = List.copyOf(aliases);
    }
}
