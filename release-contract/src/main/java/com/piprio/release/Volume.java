package com.piprio.release;

import org.jspecify.annotations.Nullable;

/**
 * A volume that the installation keeps data in.
 *
 * @param mount where the service sees it
 * @param driver of Docker, {@code local} when nothing is said
 * @param durable whether losing it loses data
 * @param format of what is in it, such as {@code postgresql-17}
 * @param readableSince the oldest release that reads what this release writes there
 * @param movedFrom the volume that an upgrade copies it from by itself, or null
 */
public record Volume(
        String name,
        String service,
        String mount,
        String driver,
        boolean durable,
        String format,
        ReleaseVersion readableSince,
        @Nullable String movedFrom) {}
