package com.piprio.release;

/**
 * How the installation is reached.
 *
 * @param lowestTls lowest version of TLS that clients must speak, {@code none} for plain HTTP
 * @param subnet of the Compose network, {@code automatic} when Docker chooses
 */
public record Network(String lowestTls, String subnet) {}
