package com.piprio.backup;

import org.jspecify.annotations.Nullable;

/**
 * Whether a restore may take the data of another installation, to move that one here.
 *
 * @param from id of the other installation, exactly as the operator typed it; null when only own bundles are taken
 */
public record Adoption(@Nullable String from) {
    /** Only bundles of the installation itself. */
    public static final Adoption NONE = new Adoption(null);
}
