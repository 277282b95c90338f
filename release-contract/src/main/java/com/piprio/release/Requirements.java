package com.piprio.release;

import java.util.List;

/**
 * What a release asks of the host.
 *
 * @param engine lowest version of Docker Engine, such as {@code 20.10}
 * @param compose lowest version of Docker Compose
 * @param memoryMegabytes memory of the host
 * @param cpus cores of the host
 * @param architectures that images exist for, as Docker names them
 * @param postgres major versions of PostgreSQL that it works with
 */
public record Requirements(
        String engine,
        String compose,
        int memoryMegabytes,
        int cpus,
        List<String> architectures,
        List<String> postgres) {

    public Requirements {
        architectures = List.copyOf(architectures);
        postgres = List.copyOf(postgres);
    }
}
