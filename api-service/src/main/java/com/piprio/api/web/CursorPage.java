package com.piprio.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the next part; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CursorPage<T>(
        @Schema(required = true) List<T> items, @Nullable String next) {

    /**
     * Makes the part that a request asks for.
     *
     * @param found what is there from its beginning on, one item more than asked for when there is a next part
     */
    static <T> CursorPage<T> of(int limit, List<T> found, Function<T, Cursor> place) {
        if (found.size() <= limit) {
            return new CursorPage<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new CursorPage<>(items, place.apply(items.get(limit - 1)).text());
    }
}
