package com.piprio.backup;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an object store knows about an object besides its content, and gives to whoever reads it.
 *
 * @param contentType null when the store knows none
 * @param standard other headers of HTTP, by the names of {@link #STANDARD}
 * @param metadata what its writer said in {@code x-amz-meta-…}, by name without that prefix
 */
record ObjectHeaders(
        @Nullable String contentType, SortedMap<String, String> standard, SortedMap<String, String> metadata) {

    static final java.util.List<String> STANDARD =
            java.util.List.of("cacheControl", "contentDisposition", "contentEncoding", "contentLanguage");

    ObjectHeaders {
        standard = sorted(standard);
        metadata = sorted(metadata);
    }

    static ObjectHeaders ofType(@Nullable String contentType) {
        return new ObjectHeaders(contentType, new TreeMap<>(), new TreeMap<>());
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
