/**
 * Where an installation learns about releases, and why it believes them: the registry, and signatures. Uses {@code
 * release-contract}, {@code compose-client} and {@code com.piprio.upgrader.login}.
 */
@NullMarked
package com.piprio.upgrader.release;

import org.jspecify.annotations.NullMarked;
