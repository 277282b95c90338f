package com.piprio.api.web;

import com.piprio.api.store.Export;
import com.piprio.api.store.Exports;
import com.piprio.runtime.ObjectStore;
import com.piprio.runtime.StoredObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;

/** Exports: what jobs of that type have made. */
@Path("v1/exports")
@Produces(MediaType.APPLICATION_JSON)
public class ExportResource {

    private static final String JSON_LINES = "application/x-ndjson";

    private final Exports exports;
    private final ObjectStore objects;

    ExportResource(Exports exports, ObjectStore objects) {
        this.exports = exports;
        this.objects = objects;
    }

    @GET
    @Operation(
            operationId = "listExports",
            summary = "Lists exports, newest first",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Page<Export> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("offset") @DefaultValue("0") int offset) {
        return Page.of(limit, offset, exports::list);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showExport",
            summary = "Shows an export",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Export show(UUID id) {
        return exports.find(id).orElseThrow(() -> ProblemException.notFound("export", id));
    }

    @GET
    @Path("{id}/content")
    @Produces(JSON_LINES)
    @Operation(
            operationId = "readExport",
            summary = "Returns an export: one JSON object per line and document",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Response content(UUID id) {
        show(id);
        StoredObject content = exports.objectKey(id)
                .flatMap(objects::open)
                .orElseThrow(() -> new IllegalStateException("the content of export " + id + " is not stored"));
        return Downloads.of(content, JSON_LINES);
    }
}
