package com.piprio.api.web;

import com.piprio.api.store.Documents;
import com.piprio.api.store.Label;
import com.piprio.api.store.Labels;
import com.piprio.api.store.SchemaDefinitions;
import com.piprio.api.store.SchemaVersion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Labels on documents; each keeps the schema version that it was made under. */
@Path("v1/documents/{id}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LabelResource {

    private final Labels labels;
    private final Documents documents;
    private final SchemaDefinitions schemas;

    LabelResource(Labels labels, Documents documents, SchemaDefinitions schemas) {
        this.labels = labels;
        this.documents = documents;
        this.schemas = schemas;
    }

    @POST
    @Operation(
            operationId = "createLabel",
            summary = "Labels a document under a schema version",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = Label.class, responseCode = "201", responseDescription = "added")
    public Response create(UUID id, @Nullable LabelRequest request) {
        if (request == null) {
            throw ProblemException.invalid("the body is missing");
        }
        UUID schemaId = request.schemaId();
        Integer schemaVersion = request.schemaVersion();
        Map<String, Object> values = request.values();
        if (schemaId == null || schemaVersion == null || values == null) {
            throw ProblemException.invalid("schemaId, schemaVersion and values are required");
        }
        requireDocument(id);
        SchemaVersion version = schemas.version(schemaId, schemaVersion)
                .orElseThrow(() ->
                        ProblemException.invalid("there is no version " + schemaVersion + " of schema " + schemaId));
        version.problemWith(values).ifPresent(problem -> {
            throw ProblemException.invalid(problem);
        });
        UUID label = UUID.randomUUID();
        labels.insert(label, id, schemaId, schemaVersion, values);
        return Response.status(Response.Status.CREATED)
                .entity(labels.of(id).stream()
                        .filter(candidate -> candidate.id().equals(label))
                        .findFirst()
                        .orElseThrow())
                .build();
    }

    @GET
    @Operation(
            operationId = "listLabels",
            summary = "Lists the labels of a document, oldest first",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public List<Label> list(UUID id) {
        requireDocument(id);
        return labels.of(id);
    }

    private void requireDocument(UUID id) {
        if (documents.find(id).isEmpty()) {
            throw ProblemException.notFound("document", id);
        }
    }
}
