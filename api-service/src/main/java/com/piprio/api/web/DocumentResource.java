package com.piprio.api.web;

import com.piprio.api.store.Document;
import com.piprio.api.store.Documents;
import com.piprio.api.store.Extraction;
import com.piprio.api.store.Extractions;
import com.piprio.runtime.ObjectStore;
import com.piprio.runtime.Sha256;
import com.piprio.runtime.StoredObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Documents: bytes in the object store, a row in the database, in this order. */
@Path("v1/documents")
@Produces(MediaType.APPLICATION_JSON)
public class DocumentResource {

    private static final int LONGEST_NAME = 500;

    private final Documents documents;
    private final Extractions extractions;
    private final ObjectStore objects;

    DocumentResource(Documents documents, Extractions extractions, ObjectStore objects) {
        this.documents = documents;
        this.extractions = extractions;
        this.objects = objects;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "createDocument",
            summary = "Stores a document; with an Idempotency-Key seen before, answers with the document of that time",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = Document.class, responseCode = "201", responseDescription = "stored")
    @APIResponse(
            responseCode = "200",
            description = "stored before under this Idempotency-Key",
            content = @Content(schema = @Schema(implementation = Document.class)))
    @APIResponse(responseCode = "409", description = "the Idempotency-Key was used for other content")
    public Response create(
            @Parameter(required = true) @QueryParam("name") @Nullable String name,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType type,
            byte @Nullable [] body) {
        String checkedName = Input.text("name", name, LONGEST_NAME);
        byte[] content = body == null ? new byte[0] : body;
        String sha256 = Sha256.of(content);
        Optional<Response> earlier = earlier(idempotencyKey, checkedName, sha256);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        UUID id = UUID.randomUUID();
        String key = "documents/" + id;
        objects.put(key, content);
        if (!documents.insert(id, checkedName, text(type), key, content.length, sha256, idempotencyKey)) {
            // The same request came twice at once, and the other one won.
            objects.remove(key);
            return earlier(idempotencyKey, checkedName, sha256).orElseThrow();
        }
        return Response.created(URI.create("/api/v1/documents/" + id))
                .entity(documents.find(id).orElseThrow())
                .build();
    }

    private static String text(@Nullable MediaType type) {
        return Objects.requireNonNullElse(type, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .toString();
    }

    private Optional<Response> earlier(@Nullable String idempotencyKey, String name, String sha256) {
        return Optional.ofNullable(idempotencyKey)
                .flatMap(documents::findByIdempotencyKey)
                .map(document -> {
                    if (!document.sha256().equals(sha256) || !document.name().equals(name)) {
                        throw ProblemException.conflict("this Idempotency-Key was used for another document");
                    }
                    return Response.ok(document).build();
                });
    }

    @GET
    @Operation(
            operationId = "listDocuments",
            summary = "Lists documents, newest first",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Page<Document> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("offset") @DefaultValue("0") int offset) {
        return Page.of(limit, offset, documents::list);
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showDocument",
            summary = "Shows a document",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Document show(UUID id) {
        return documents.find(id).orElseThrow(() -> ProblemException.notFound("document", id));
    }

    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "readDocument",
            summary = "Returns the bytes of a document",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Response content(UUID id) {
        Document document = show(id);
        StoredObject content = documents
                .objectKey(id)
                .flatMap(objects::open)
                .orElseThrow(() -> new IllegalStateException("the content of document " + id + " is not stored"));
        return Downloads.of(content, document.mediaType());
    }

    @PUT
    @Path("{id}/content")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "replaceDocument",
            summary = "Replaces the bytes of a document; with the bytes that it has, changes nothing",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Document replaceContent(
            UUID id, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType type, byte @Nullable [] body) {
        Document document = show(id);
        byte[] content = body == null ? new byte[0] : body;
        String sha256 = Sha256.of(content);
        if (document.sha256().equals(sha256)) {
            return document;
        }
        // A key of its own, and the old object stays: a backup may be reading what the row named a moment ago. No
        // slash, since the key of the first content must not become the folder of the next.
        String key = "documents/" + id + "." + UUID.randomUUID();
        objects.put(key, content);
        if (!documents.replaceContent(id, text(type), key, content.length, sha256)) {
            objects.remove(key);
            throw ProblemException.notFound("document", id);
        }
        return show(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "removeDocument",
            summary = "Removes a document; what was extracted from it and said of it goes out of sight with it",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public void remove(UUID id) {
        if (!documents.remove(id)) {
            throw ProblemException.notFound("document", id);
        }
    }

    @GET
    @Path("{id}/extractions")
    @Operation(
            operationId = "listExtractions",
            summary = "Lists what was extracted from a document, oldest first",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public List<Extraction> extractions(UUID id) {
        return extractions.of(show(id).id());
    }
}
