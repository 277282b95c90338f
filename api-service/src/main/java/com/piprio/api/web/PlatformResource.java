package com.piprio.api.web;

import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.Schema;
import com.piprio.runtime.SchemaState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;

/** The platform itself. */
@Path("v1/platform")
@Produces(MediaType.APPLICATION_JSON)
public class PlatformResource {

    private final RunningRelease release;
    private final Schema schema;

    PlatformResource(RunningRelease release, Schema schema) {
        this.release = release;
        this.schema = schema;
    }

    @GET
    @Operation(
            operationId = "showPlatform",
            summary = "Shows which release and schema run",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Platform show() {
        SchemaState state = schema.state();
        return new Platform(
                release.version().toString(), String.valueOf(state.version()), String.valueOf(state.oldestRelease()));
    }
}
