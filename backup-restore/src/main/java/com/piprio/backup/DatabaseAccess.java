package com.piprio.backup;

import com.piprio.operator.Secret;

/**
 * How to reach the database of an installation.
 *
 * @param host address of the container on the Compose network
 * @param name the live database, {@code piprio}
 * @param user owner of the database; needs CREATEDB and is no superuser
 * @param container id of the container in which {@code pg_dump} and {@code pg_restore} run
 */
public record DatabaseAccess(String host, int port, String name, String user, Secret password, String container) {}
