package com.piprio.api.web;

import com.piprio.api.store.Documents;
import com.piprio.api.store.Job;
import com.piprio.api.store.JobStatus;
import com.piprio.api.store.JobType;
import com.piprio.api.store.Jobs;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Jobs: the API queues and shows them, workers do them. */
@Path("v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class JobResource {

    private static final int LONGEST_MILLIS = 30_000;
    private static final int HIGHEST_PRIORITY = 9;
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Jobs jobs;
    private final Documents documents;
    private final JobEnds ends;

    JobResource(Jobs jobs, Documents documents, JobEnds ends) {
        this.jobs = jobs;
        this.documents = documents;
        this.ends = ends;
    }

    @POST
    @Operation(
            operationId = "createJob",
            summary = "Queues a job; with an Idempotency-Key seen before, answers with the job of that time",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = Job.class, responseCode = "201", responseDescription = "queued")
    @APIResponse(
            responseCode = "200",
            description = "queued before under this Idempotency-Key",
            content = @Content(schema = @Schema(implementation = Job.class)))
    @APIResponse(responseCode = "409", description = "the Idempotency-Key was used for another job")
    public Response create(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable JobRequest request) {
        if (request == null) {
            throw ProblemException.invalid("the body is missing");
        }
        JobType type = Input.jobType("type", request.type());
        Input.jobSubject(type, request.documentId(), request.url());
        int durationMillis = Objects.requireNonNullElse(request.durationMillis(), 0);
        Input.within("durationMillis", durationMillis, 0, LONGEST_MILLIS);
        int priority = Objects.requireNonNullElse(request.priority(), 0);
        Input.within("priority", priority, 0, HIGHEST_PRIORITY);
        Optional<Response> earlier = earlier(idempotencyKey, type, request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        UUID documentId = request.documentId();
        if (documentId != null && documents.find(documentId).isEmpty()) {
            throw ProblemException.invalid("there is no document " + documentId);
        }
        UUID id = UUID.randomUUID();
        if (!jobs.insert(id, type, documentId, request.url(), durationMillis, priority, idempotencyKey)) {
            // The same request came twice at once, and the other one won.
            return earlier(idempotencyKey, type, request).orElseThrow();
        }
        return Response.created(URI.create("/api/v1/jobs/" + id))
                .entity(find(id))
                .build();
    }

    private Optional<Response> earlier(@Nullable String idempotencyKey, JobType type, JobRequest request) {
        return Optional.ofNullable(idempotencyKey)
                .flatMap(jobs::findByIdempotencyKey)
                .map(job -> {
                    if (job.type() != type
                            || !Objects.equals(job.documentId(), request.documentId())
                            || !Objects.equals(job.url(), request.url())) {
                        throw ProblemException.conflict("this Idempotency-Key was used for another job");
                    }
                    return Response.ok(job).build();
                });
    }

    @GET
    @Operation(
            operationId = "listJobs",
            summary = "Lists jobs, newest first, of one status or of all",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Page<Job> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("offset") @DefaultValue("0") int offset) {
        JobStatus wanted = status == null ? null : status(status);
        return Page.of(limit, offset, (most, from) -> jobs.list(wanted, most, from));
    }

    private static JobStatus status(String word) {
        try {
            return JobStatus.of(word);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("status must be queued, running, done or failed");
        }
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showJob",
            summary = "Shows a job: at once, or as soon as it has ended but at the latest after waitSeconds",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @Blocking
    public CompletionStage<Job> show(
            UUID id,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int32",
                                            minimum = "0",
                                            maximum = "30",
                                            defaultValue = "0"))
                    @QueryParam("waitSeconds")
                    @Nullable
                    String waitSeconds) {
        int seconds = Input.number("waitSeconds", waitSeconds, 0, 0, LONGEST_WAIT_SECONDS);
        Job job = find(id);
        return seconds == 0 || job.status().isEnd()
                ? CompletableFuture.completedStage(job)
                : ends.await(id, Duration.ofSeconds(seconds));
    }

    private Job find(UUID id) {
        return jobs.find(id).orElseThrow(() -> ProblemException.notFound("job", id));
    }

    @PUT
    @Path("{id}/priority")
    @Since("1.5.0")
    @Operation(
            operationId = "setJobPriority",
            summary = "Changes the priority of a queued job",
            extensions = {
                @Extension(name = "x-piprio-tier", value = "preview"),
                @Extension(name = "x-piprio-since", value = "1.5.0")
            })
    public Job setPriority(UUID id, @Nullable PriorityRequest request) {
        Integer priority = request == null ? null : request.priority();
        if (priority == null) {
            throw ProblemException.invalid("priority is missing");
        }
        Input.within("priority", priority, 0, HIGHEST_PRIORITY);
        Job job = find(id);
        if (!jobs.setPriority(id, priority)) {
            throw ProblemException.conflict("job " + id + " is no longer queued");
        }
        return jobs.find(id).orElse(job);
    }
}
