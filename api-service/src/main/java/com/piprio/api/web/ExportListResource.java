package com.piprio.api.web;

import com.piprio.api.store.Export;
import com.piprio.api.store.Exports;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.jspecify.annotations.Nullable;

/** The list of exports as version 2 of the API has it: by cursor, so that no part repeats or misses an export. */
@Path("v2/exports")
@Produces(MediaType.APPLICATION_JSON)
public class ExportListResource {

    private final Exports exports;

    ExportListResource(Exports exports) {
        this.exports = exports;
    }

    @GET
    @Since("1.5.0")
    @Operation(
            operationId = "listExportsByCursor",
            summary = "Lists exports, newest first; next leads to the part behind this one",
            extensions = {
                @Extension(name = "x-piprio-tier", value = "stable"),
                @Extension(name = "x-piprio-since", value = "1.5.0")
            })
    public CursorPage<Export> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("cursor") @Nullable String cursor) {
        Input.within("limit", limit, 1, Page.LARGEST);
        return CursorPage.of(limit, from(cursor, limit + 1), export -> new Cursor(export.createdAt(), export.id()));
    }

    private List<Export> from(@Nullable String cursor, int most) {
        if (cursor == null) {
            return exports.list(most, 0);
        }
        Cursor place = Cursor.of(cursor);
        return exports.listBehind(place.createdAt(), place.id(), most);
    }
}
