package com.piprio.upgrader.platform;

import com.piprio.compose.EngineVersions;

/**
 * What a release may ask of the Docker host.
 *
 * @param versions of Docker Engine and Compose
 * @param memoryMegabytes as the kernel counts it: a little less than what is built in
 * @param cpus cores
 * @param architecture as Docker names it, such as {@code amd64}
 */
public record Host(EngineVersions versions, long memoryMegabytes, int cpus, String architecture) {}
