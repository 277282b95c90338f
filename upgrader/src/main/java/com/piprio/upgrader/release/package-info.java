/**
 * Where an installation learns about releases, and why it believes them: the registry, and signatures. Uses {@code
 * release-contract}, {@code compose-client}, {@code com.piprio.upgrader.login} and {@code image}.
 */
@NullMarked
package com.piprio.upgrader.release;

import org.jspecify.annotations.NullMarked;
