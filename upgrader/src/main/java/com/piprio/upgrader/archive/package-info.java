/**
 * A release as one file, for hosts that reach no registry: written from a registry, proven, and served in its place.
 *
 * <p>Uses {@code com.piprio.upgrader.release}, which decides what is believed, and {@code image}. Starts no process and
 * asks no Docker.
 */
@NullMarked
package com.piprio.upgrader.archive;

import org.jspecify.annotations.NullMarked;
