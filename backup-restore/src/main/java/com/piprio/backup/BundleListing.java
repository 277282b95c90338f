package com.piprio.backup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of bundles: either a bundle or what is wrong with it.
 *
 * @param bundle proven up to {@link VerificationLevel#MANIFEST}; null when it is broken
 * @param problem null when nothing is known to be wrong
 */
public record BundleListing(
        BundleId id,
        Path directory,
        @Nullable Bundle bundle,
        @Nullable String problem) {}
