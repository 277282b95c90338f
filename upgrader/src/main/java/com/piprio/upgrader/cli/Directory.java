package com.piprio.upgrader.cli;

import com.piprio.upgrader.installation.Installation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The installation that {@code -C} names. */
final class Directory {
    private Directory() {}

    static Installation open(@Nullable Main main) {
        return Installation.open(Objects.requireNonNull(main).directory);
    }
}
