package com.piprio.e2e.installation;

import static io.restassured.RestAssured.given;

import com.piprio.e2e.timeline.Timeline;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The platform's HTTP API through the published port, as a user's program has it. */
public final class Api {

    private static final int TIMEOUT_MILLIS = 15_000;
    private static final Duration JOBS_LIMIT = Duration.ofSeconds(60);

    private final RequestSpecification specification;
    private final RequestSpecification anonymous;

    Api(String address, String token) {
        HttpClientConfig timeouts = HttpClientConfig.httpClientConfig()
                .setParam("http.connection.timeout", TIMEOUT_MILLIS)
                .setParam("http.socket.timeout", TIMEOUT_MILLIS);
        RestAssuredConfig configuration = RestAssuredConfig.config().httpClient(timeouts);
        this.anonymous = new RequestSpecBuilder()
                .setConfig(configuration)
                .setBaseUri(address)
                .build();
        this.specification = new RequestSpecBuilder()
                .addRequestSpecification(anonymous)
                .addHeader("Authorization", "Bearer " + token)
                .build();
    }

    /** A request with the token, for what has no method here. */
    public RequestSpecification request() {
        return given().spec(specification);
    }

    /** Uploads a document; returns its id. */
    public String upload(String name, byte[] bytes) {
        return request()
                .queryParam("name", name)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.BINARY)
                .body(bytes)
                .post("/api/v1/documents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public byte[] content(String documentId) {
        return request()
                .get("/api/v1/documents/{id}/content", documentId)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    /** Creates a job that looks into the document; returns its id. */
    public String extract(String documentId) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("type", "extract");
        job.put("documentId", documentId);
        return request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(job)
                .post("/api/v1/jobs")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(201, 202))
                .extract()
                .path("id");
    }

    public String jobStatus(String jobId) {
        return request()
                .get("/api/v1/jobs/{id}", jobId)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    /** Waits until every one of these jobs is done or failed. */
    public void awaitEnd(List<String> jobIds) {
        Awaitility.await("jobs have ended")
                .atMost(JOBS_LIMIT)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> jobIds.stream().allMatch(id -> jobStatus(id).matches("done|failed")));
    }

    /** Puts documents and finished jobs into the platform: something to lose. */
    public void seed(int documents) {
        List<String> jobs = new java.util.ArrayList<>();
        for (int number = 1; number <= documents; number++) {
            String name = "seed-" + number + (number % 2 == 0 ? ".txt" : " ünï/…%20.pdf");
            jobs.add(extract(upload(
                    name,
                    ("document number " + number)
                            .repeat(number * 50)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        awaitEnd(jobs);
    }

    /** The release that a service names in its health answer through the proxy; {@code DOWN} and the status when it is not ready. */
    public String healthRelease(String service) {
        Response response = given().spec(anonymous).get("/health/" + service);
        return response.statusCode() == 200
                ? Timeline.release(response.asString())
                : "DOWN (" + response.statusCode() + ")";
    }
}
