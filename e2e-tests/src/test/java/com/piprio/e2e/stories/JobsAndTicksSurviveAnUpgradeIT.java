package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.WorkAccount;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Five hundred jobs and two busy schedules across an upgrade, and across a worker that is killed: each thing once. */
@Scenario
class JobsAndTicksSurviveAnUpgradeIT {

    private static final String SOURCE = "1.3.0";
    private static final String TARGET = "1.4.0";
    private static final int JOBS = 500;
    private static final int USERS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Platform platform;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> jobs = new ArrayList<>();
    private Installation installation;
    private String document = "";

    JobsAndTicksSurviveAnUpgradeIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void makeThePlatformBusy() {
        installation = platform.install(SOURCE);
        document = installation.api().upload("busy.txt", "the words of a busy day".getBytes(StandardCharsets.UTF_8));
        addSchedule("every second", 1);
        addSchedule("every two seconds", 2);
        // A few are still at it when their worker is told to stop; most are short, so that workers change them often.
        queue(IntStream.range(0, JOBS).map(number -> number % 50 == 0 ? 3000 : 200));
    }

    @Test
    @Order(1)
    void noJobAndNoTickIsLostOrDoubledByAnUpgrade() {
        installation.upgrade(TARGET).expectExit(0);
        Instant upgraded = Instant.now();
        RunningReleases.expect(installation, TARGET);

        DatabaseState state = stateWhenDone(upgraded);
        WorkAccount.expectExact(state, jobs);
        assertThat(state.table("activity"))
                .as("jobs were done by both releases, or the upgrade did not meet any")
                .extracting(row ->
                        row.path("kind").asText() + " " + row.path("release").asText())
                .contains("job-done " + SOURCE, "job-done " + TARGET, "tick " + SOURCE, "tick " + TARGET);
    }

    @Test
    @Order(2)
    void noJobIsLostOrDoubledByAWorkerThatIsKilled() {
        queue(IntStream.range(0, 24).map(number -> 1000));
        Container worker = installation.compose().containers("worker").get(0);
        awaitRunningJobs();

        Engine.docker("kill", worker.id());
        Instant killed = Instant.now();
        Engine.docker("start", worker.id());

        WorkAccount.expectExact(stateWhenDone(killed), jobs);
    }

    private void addSchedule(String name, int everySeconds) {
        installation
                .api()
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "jobType", "extract", "documentId", document, "everySeconds", everySeconds))
                .post("/api/v1/schedules")
                .then()
                .statusCode(201);
    }

    /** Several at a time and without REST-assured, whose own work would take most of the time that is measured. */
    private void queue(IntStream durationsMillis) {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            durationsMillis
                    .mapToObj(millis -> users.submit(() -> createJob(millis)))
                    .toList()
                    .forEach(job -> jobs.add(answer(job)));
        } finally {
            users.shutdownNow();
        }
    }

    private static String answer(Future<String> job) {
        try {
            return job.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a job could not be queued", e);
        }
    }

    private String createJob(int durationMillis) throws IOException, InterruptedException {
        String body = "{\"type\":\"extract\",\"documentId\":\"%s\",\"durationMillis\":%d}"
                .formatted(document, durationMillis);
        HttpRequest request = HttpRequest.newBuilder(URI.create(installation.address() + "/api/v1/jobs"))
                .header("Authorization", "Bearer " + installation.env().value("PIPRIO_API_TOKEN"))
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonPath.from(answer.body()).getString("id");
    }

    private void awaitRunningJobs() {
        Awaitility.await("both workers have jobs of their own")
                .atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM jobs WHERE status = 'running'") == 4);
    }

    /** The database as soon as no job by request is open and a tick was due after this time. */
    private DatabaseState stateWhenDone(Instant after) {
        Awaitility.await("no job by request is open and schedules go on")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("SELECT count(*) FROM jobs WHERE schedule_id IS NULL"
                                        + " AND status NOT IN ('done', 'failed')")
                                == 0
                        && count("SELECT count(*) FROM schedules WHERE next_due_at < '" + after + "'") == 0);
        return DatabaseState.of(installation);
    }

    private long count(String query) {
        return Long.parseLong(DatabaseState.run(installation, query).strip());
    }
}
