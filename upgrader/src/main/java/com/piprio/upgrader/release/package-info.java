/**
 * Where an installation learns about releases, and why it believes them: the registry, and signatures. Uses {@code
 * release-contract} and {@code compose-client}.
 */
@NullMarked
package com.piprio.upgrader.release;

import org.jspecify.annotations.NullMarked;
