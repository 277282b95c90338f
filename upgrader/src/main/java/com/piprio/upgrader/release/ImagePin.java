package com.piprio.upgrader.release;

import java.util.List;

/**
 * An image that must be exactly this one.
 *
 * @param repository with registry, without tag
 * @param tag what Compose starts
 * @param digest what was published, {@code sha256:…}
 */
public record ImagePin(String repository, String tag, String digest) {

    /** Reference by tag. */
    public String tagged() {
        return repository + ":" + tag;
    }

    /** Reference by digest; the only one that is ever pulled. */
    public String pinned() {
        return repository + "@" + digest;
    }

    /** Whether an image is this one, whatever the registry is called that it came from: a digest says what is in it. */
    public boolean isOneOf(List<String> repoDigests) {
        return repoDigests.stream().anyMatch(known -> known.endsWith("@" + digest));
    }
}
