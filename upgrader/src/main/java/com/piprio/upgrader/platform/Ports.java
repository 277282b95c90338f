package com.piprio.upgrader.platform;

/**
 * Everything outside this process that a run acts on.
 *
 * @param platform containers
 * @param proxy hold and release
 * @param outside the users' view
 * @param schema the database's schema
 * @param backups bundles
 */
public record Ports(Platform platform, Proxy proxy, OutsideProbe outside, Schema schema, Backups backups) {}
