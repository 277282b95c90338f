/**
 * The doors to what runs: containers, proxy, schema, probes. Interfaces with one Docker implementation each; tests put
 * an in-memory platform behind the same doors. Uses {@code compose-client} and JDBC.
 */
@NullMarked
package com.piprio.upgrader.platform;

import org.jspecify.annotations.NullMarked;
