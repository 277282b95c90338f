package com.piprio.release;

import java.util.List;

/**
 * Which backups a release makes and takes.
 *
 * @param writes format of its bundles
 * @param restores formats of bundles that it restores
 */
public record BundleFormats(int writes, List<Integer> restores) {
    public BundleFormats {
        restores = List.copyOf(restores);
    }
}
