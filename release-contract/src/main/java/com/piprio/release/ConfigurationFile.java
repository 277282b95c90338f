package com.piprio.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the installation that a release reads or brings.
 *
 * @param path below the installation's directory
 * @param format number of the form it is written in
 * @param reads forms that the release reads, its own among them
 * @param migrated whether an upgrade rewrites an older form, or moves the file, by itself and keeps the old one
 * @param mode octal, such as {@code 0600}
 * @param unknownKeysRefused whether a key that the release does not know is an error
 * @param mergesOverrides whether a file of the operator's beside it is merged into it
 * @param movedFrom where it was in the release before, or null
 * @param sha256 of the file as the release ships it; null when it ships none, or keeps none
 * @param keys of the file, as far as they are promised here
 */
public record ConfigurationFile(
        String path,
        Owner owner,
        int format,
        List<Integer> reads,
        boolean migrated,
        String mode,
        boolean unknownKeysRefused,
        boolean mergesOverrides,
        @Nullable String movedFrom,
        @Nullable String sha256,
        List<Key> keys,
        String summary) {

    public ConfigurationFile {
        reads = List.copyOf(reads);
        keys = List.copyOf(keys);
    }

    /** Who may change a file. */
    public enum Owner {
        /** The operator; an upgrade keeps what it says. */
        OPERATOR,
        /** The release; an upgrade replaces it. */
        RELEASE
    }

    /**
     * A key in a configuration file.
     *
     * @param generated an upgrade fills it in
     */
    public record Key(String name, boolean required, boolean generated) {}
}
