/** Where an installation learns about releases: the registry. Uses {@code release-contract} and {@code compose-client}. */
@NullMarked
package com.piprio.upgrader.release;

import org.jspecify.annotations.NullMarked;
