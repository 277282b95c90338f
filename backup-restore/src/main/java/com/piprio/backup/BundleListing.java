package com.piprio.backup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of bundles: either a bundle or what is wrong with it.
 *
 * @param bundle proven up to {@link VerificationLevel#FILES}; null when it is broken
 * @param problem null when nothing is known to be wrong
 * @param state when it was proven and restored for practice, and why it is kept
 */
public record BundleListing(
        BundleId id,
        Path directory,
        @Nullable Bundle bundle,
        @Nullable String problem,
        BundleState state) {}
