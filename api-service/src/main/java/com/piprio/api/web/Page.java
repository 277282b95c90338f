package com.piprio.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextOffset where the next part begins; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        @Schema(required = true) List<T> items, @Nullable Integer nextOffset) {

    static final int LARGEST = 200;

    /** Reads the part that a request asks for; the source takes a limit and an offset. */
    static <T> Page<T> of(int limit, int offset, BiFunction<Integer, Integer, List<T>> source) {
        Input.within("limit", limit, 1, LARGEST);
        Input.within("offset", offset, 0, Integer.MAX_VALUE - LARGEST);
        // One more than asked for tells whether there is a next part.
        List<T> found = source.apply(limit + 1, offset);
        return found.size() > limit ? new Page<>(found.subList(0, limit), offset + limit) : new Page<>(found, null);
    }
}
