package com.piprio.api.web;

import com.piprio.api.store.Schedule;
import com.piprio.api.store.Schedules;
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

/** The list of schedules as version 2 of the API has it: by cursor, so that no part repeats or misses a schedule. */
@Path("v2/schedules")
@Produces(MediaType.APPLICATION_JSON)
public class ScheduleListResource {

    private final Schedules schedules;

    ScheduleListResource(Schedules schedules) {
        this.schedules = schedules;
    }

    @GET
    @Since("1.6.0")
    @Operation(
            operationId = "listSchedulesByCursor",
            summary = "Lists schedules, newest first; next leads to the part behind this one",
            extensions = {
                @Extension(name = "x-piprio-tier", value = "stable"),
                @Extension(name = "x-piprio-since", value = "1.6.0")
            })
    public CursorPage<Schedule> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("cursor") @Nullable String cursor) {
        Input.within("limit", limit, 1, Page.LARGEST);
        return CursorPage.of(
                limit, from(cursor, limit + 1), schedule -> new Cursor(schedule.createdAt(), schedule.id()));
    }

    private List<Schedule> from(@Nullable String cursor, int most) {
        if (cursor == null) {
            return schedules.newest(most);
        }
        Cursor place = Cursor.of(cursor);
        return schedules.newestBehind(place.createdAt(), place.id(), most);
    }
}
