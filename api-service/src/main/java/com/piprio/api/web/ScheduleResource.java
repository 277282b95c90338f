package com.piprio.api.web;

import com.piprio.api.store.Documents;
import com.piprio.api.store.JobType;
import com.piprio.api.store.Schedule;
import com.piprio.api.store.Schedules;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Schedules: the scheduler turns them into jobs. */
@Path("v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SECONDS = 31 * 24 * 60 * 60;

    private final Schedules schedules;
    private final Documents documents;

    ScheduleResource(Schedules schedules, Documents documents) {
        this.schedules = schedules;
        this.documents = documents;
    }

    @POST
    @Operation(
            operationId = "createSchedule",
            summary = "Adds a schedule; its first job is due one period from now",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    @APIResponseSchema(value = Schedule.class, responseCode = "201", responseDescription = "added")
    @APIResponse(responseCode = "409", description = "the name is taken")
    public Response create(@Nullable ScheduleRequest request) {
        if (request == null) {
            throw ProblemException.invalid("the body is missing");
        }
        String name = Input.text("name", request.name(), LONGEST_NAME);
        JobType type = Input.jobType("jobType", request.jobType());
        Input.jobSubject(type, request.documentId(), request.url());
        int everySeconds = Objects.requireNonNullElse(request.everySeconds(), 0);
        Input.within("everySeconds", everySeconds, 1, LONGEST_SECONDS);
        UUID documentId = request.documentId();
        if (documentId != null && documents.find(documentId).isEmpty()) {
            throw ProblemException.invalid("there is no document " + documentId);
        }
        UUID id = UUID.randomUUID();
        if (!schedules.insert(id, name, type, everySeconds, documentId, request.url())) {
            throw ProblemException.conflict("there is a schedule named " + name);
        }
        return Response.created(URI.create("/api/v1/schedules/" + id))
                .entity(show(id))
                .build();
    }

    @GET
    @Operation(
            operationId = "listSchedules",
            summary = "Lists schedules by name",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public List<Schedule> list() {
        return schedules.list();
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "showSchedule",
            summary = "Shows a schedule",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public Schedule show(UUID id) {
        return schedules.find(id).orElseThrow(() -> ProblemException.notFound("schedule", id));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "removeSchedule",
            summary = "Removes a schedule; its jobs stay",
            extensions = @Extension(name = "x-piprio-tier", value = "stable"))
    public void remove(UUID id) {
        if (!schedules.remove(id)) {
            throw ProblemException.notFound("schedule", id);
        }
    }
}
