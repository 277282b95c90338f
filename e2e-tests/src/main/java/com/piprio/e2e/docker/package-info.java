/**
 * The container engine, seen from outside: containers by label at each use, Compose projects, the suite's own registry,
 * and the sweep of what a suite leaves. Uses {@code process} and Testcontainers (for the registry alone).
 */
@NullMarked
package com.piprio.e2e.docker;

import org.jspecify.annotations.NullMarked;
