package com.piprio.release;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a release.
 *
 * @param document name of its OpenAPI document, beside {@code release.yaml}
 * @param deprecated operations that still work and will go
 */
public record Api(String document, List<DeprecatedOperation> deprecated) {
    public Api {
        deprecated = List.copyOf(deprecated);
    }

    /**
     * Notice that an operation will go.
     *
     * @param operation method and path, such as {@code GET /api/v1/runs}
     * @param since the first release with this notice
     * @param announced the day of that release; null for that of the release that says so
     * @param sunset the day from which on it may be gone
     * @param replacedBy the operation to use instead, or null
     */
    public record DeprecatedOperation(
            String operation,
            ReleaseVersion since,
            @Nullable LocalDate announced,
            LocalDate sunset,
            @Nullable String replacedBy) {}
}
