package com.piprio.api.web;

import com.piprio.api.store.JobStatus;
import com.piprio.api.store.Jobs;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;

/** How many jobs stand where. */
@Path("v1/job-statistics")
@Produces(MediaType.APPLICATION_JSON)
public class JobStatisticsResource {

    private final Jobs jobs;

    JobStatisticsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @GET
    @Since("1.4.0")
    @Operation(
            operationId = "countJobs",
            summary = "Counts jobs by status",
            extensions = {
                @Extension(name = "x-piprio-tier", value = "preview"),
                @Extension(name = "x-piprio-since", value = "1.4.0")
            })
    public Map<JobStatus, Long> count() {
        return jobs.count();
    }
}
