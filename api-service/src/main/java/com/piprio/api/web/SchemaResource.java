package com.piprio.api.web;

import com.piprio.api.contract.Refusal;
import com.piprio.api.contract.SchemaChanges;
import com.piprio.api.store.SchemaDefinition;
import com.piprio.api.store.SchemaDefinitions;
import com.piprio.api.store.SchemaField;
import com.piprio.api.store.SchemaVersion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Customer schema definitions and their versions, which only change in ways that no label can tell. */
@Path("v1/schemas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SchemaResource {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_FIELDS = 100;

    private final SchemaDefinitions schemas;
    private final SchemaChanges changes;

    SchemaResource(SchemaDefinitions schemas, SchemaChanges changes) {
        this.schemas = schemas;
        this.changes = changes;
    }

    @POST
    @Operation(
            operationId = "createSchema",
            summary = "Adds a schema definition",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = SchemaDefinition.class, responseCode = "201", responseDescription = "added")
    @APIResponse(responseCode = "409", description = "the name is taken")
    public Response create(@Nullable SchemaRequest request) {
        String name = Input.text("name", request == null ? null : request.name(), LONGEST_NAME);
        UUID id = UUID.randomUUID();
        if (!schemas.insert(id, name)) {
            throw ProblemException.conflict("there is a schema named " + name);
        }
        return Response.created(URI.create("/api/v1/schemas/" + id))
                .entity(show(id))
                .build();
    }

    @GET
    @Operation(
            operationId = "listSchemas",
            summary = "Lists schema definitions by name",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public List<SchemaDefinition> list() {
        return schemas.list();
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showSchema",
            summary = "Shows a schema definition",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public SchemaDefinition show(UUID id) {
        return schemas.find(id).orElseThrow(() -> ProblemException.notFound("schema", id));
    }

    @POST
    @Path("{id}/versions")
    @Operation(
            operationId = "createSchemaVersion",
            summary = "Adds the next version of a schema definition",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = SchemaVersion.class, responseCode = "201", responseDescription = "added")
    public Response createVersion(UUID id, @Nullable SchemaVersionRequest request) {
        List<SchemaField> fields = checked(request == null ? null : request.fields());
        SchemaVersion version =
                schemas.insertVersion(id, fields).orElseThrow(() -> ProblemException.notFound("schema", id));
        return Response.created(URI.create("/api/v1/schemas/" + id + "/versions/" + version.version()))
                .entity(version)
                .build();
    }

    @GET
    @Path("{id}/versions")
    @Operation(
            operationId = "listSchemaVersions",
            summary = "Lists the versions of a schema definition, oldest first",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public List<SchemaVersion> versions(UUID id) {
        return schemas.versions(show(id).id());
    }

    @GET
    @Path("{id}/versions/{version}")
    @Operation(
            operationId = "showSchemaVersion",
            summary = "Shows one version of a schema definition",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public SchemaVersion version(UUID id, int version) {
        return schemas.version(id, version).orElseThrow(() -> noVersion(id, version));
    }

    @PUT
    @Path("{id}/versions/{version}")
    @Since("1.5.0")
    @Operation(
            operationId = "changeSchemaVersion",
            summary = "Changes a version that may be in use, as far as every label made under it still fits",
            extensions = {
                @Extension(name = "x-piprio-tier", value = "stable"),
                @Extension(name = "x-piprio-since", value = "1.5.0")
            })
    @APIResponseSchema(value = SchemaVersion.class, responseCode = "200", responseDescription = "as it is now")
    @APIResponse(
            responseCode = "409",
            description = "the change needs a new version",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = SchemaProblem.class)))
    public SchemaVersion changeVersion(UUID id, int version, @Nullable SchemaVersionRequest request) {
        List<SchemaField> fields = checked(request == null ? null : request.fields());
        return schemas.changeVersion(id, version, before -> {
                    List<Refusal> refusals = changes.refusals(before, fields);
                    if (!refusals.isEmpty()) {
                        throw new SchemaChangeException(id, version, refusals);
                    }
                    return fields;
                })
                .orElseThrow(() -> noVersion(id, version));
    }

    private static ProblemException noVersion(UUID id, int version) {
        return ProblemException.notFound("version", version + " of schema " + id);
    }

    private static List<SchemaField> checked(@Nullable List<SchemaField> fields) {
        if (fields == null || fields.isEmpty() || fields.size() > MOST_FIELDS) {
            throw ProblemException.invalid("fields must hold from 1 to " + MOST_FIELDS + " fields");
        }
        Set<String> names = new HashSet<>();
        for (SchemaField field : fields) {
            if (field == null) {
                throw ProblemException.invalid("a field must not be null");
            }
            field.problem().ifPresent(problem -> {
                throw ProblemException.invalid(problem);
            });
            if (!names.add(field.name())) {
                throw ProblemException.invalid("field " + field.name() + " is there twice");
            }
        }
        return fields;
    }
}
