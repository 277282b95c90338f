package com.piprio.upgrader.plan;

import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.report.Texts;

/**
 * Whether a second API can run beside the first.
 *
 * @param memoryNeeded bytes that it may use
 * @param memoryAvailable bytes that the host can still give
 * @param connectionsAvailable connections that the database can still give
 */
public record HeadRoom(long memoryNeeded, long memoryAvailable, int connectionsAvailable) {
    /** A service without a limit is counted with the one that the Compose file gives. */
    private static final long USUAL_LIMIT = 512L << 20;

    /** The database works harder while two APIs run, and the kernel's figure is an estimate. */
    private static final long MEMORY_RESERVE = 128L << 20;

    /** The pool of an API (8), its migrations, and some for whoever else comes. */
    private static final int CONNECTIONS_NEEDED = 12;

    /** Looks at the host and the database. */
    public static HeadRoom look(Ports ports) {
        long limit = ports.platform().memoryLimit("api");
        return new HeadRoom(
                limit == 0 ? USUAL_LIMIT : limit,
                ports.platform().memoryAvailable(),
                ports.schema().connectionsAvailable());
    }

    /** True when memory and connections suffice. */
    public boolean suffices() {
        return memoryAvailable >= memoryNeeded + MEMORY_RESERVE && connectionsAvailable >= CONNECTIONS_NEEDED;
    }

    /** One clause for the operator. */
    public String inWords() {
        if (connectionsAvailable < CONNECTIONS_NEEDED) {
            return "a second API needs " + CONNECTIONS_NEEDED + " connections of the database, " + connectionsAvailable
                    + " are left";
        }
        return "a second API needs " + Texts.bytes(memoryNeeded + MEMORY_RESERVE) + " of memory, "
                + Texts.bytes(memoryAvailable) + " are free";
    }
}
