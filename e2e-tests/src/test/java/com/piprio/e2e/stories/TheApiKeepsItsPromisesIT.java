package com.piprio.e2e.stories;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.piprio.e2e.installation.Api;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Labels outlive every change of their schema, what will end says so, and a release offers what it publishes. */
@Scenario
class TheApiKeepsItsPromisesIT {

    private static final String DEPRECATED = "/api/v1/exports";
    private static final String SUCCESSOR = "/api/v2/exports";
    private static final String SCHEDULES = "/api/v1/schedules";

    /** It has neither of the two. */
    private static final String OLDER = "1.4.0";

    private static final Map<String, Object> KIND = kind("Kind", List.of("invoice", "offer"));

    private final Platform platform;
    private Installation installation;
    private Api api;

    TheApiKeepsItsPromisesIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void takeTheNewest() {
        installation = platform.shared(platform.newest());
        api = installation.api();
    }

    private static Map<String, Object> kind(String label, List<String> options) {
        return Map.of("name", "kind", "type", "choice", "label", label, "options", options);
    }

    @Test
    @Order(1)
    void aLabelOutlivesEveryChangeOfItsSchema() {
        String schema = post("/api/v1/schemas", Map.of("name", "documents " + UUID.randomUUID()), 201)
                .extract()
                .path("id");
        String versions = "/api/v1/schemas/" + schema + "/versions";
        String labels =
                "/api/v1/documents/" + api.upload("offer.txt", "an offer".getBytes(StandardCharsets.UTF_8)) + "/labels";
        post(versions, fields(KIND), 201).body("version", equalTo(1));
        post(labels, offer(schema, 1), 201);

        put(versions + "/1", fields(kind("Kind of document", List.of("letter", "invoice", "offer"))))
                .statusCode(200)
                .body("fields[0].label", equalTo("Kind of document"));
        Map<String, Object> narrower = fields(kind("Kind of document", List.of("letter", "invoice")));
        put(versions + "/1", narrower)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("rules.rule", contains("C4"))
                .body("rules[0].field", equalTo("kind"))
                .body("next", equalTo("POST " + versions));
        post(versions, narrower, 201).body("version", equalTo(2));

        post(labels, offer(schema, 2), 400);
        post(labels, offer(schema, 1), 201);
        api.request().get(labels).then().statusCode(200).body("schemaVersion", contains(1, 1));
    }

    private static Map<String, Object> fields(Map<String, Object> field) {
        return Map.of("fields", List.of(field));
    }

    private static Map<String, Object> offer(String schema, int version) {
        return Map.of("schemaId", schema, "schemaVersion", version, "values", Map.of("kind", "offer"));
    }

    private ValidatableResponse post(String path, Object body, int status) {
        return api.request()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(status);
    }

    private ValidatableResponse put(String path, Object body) {
        return api.request().contentType(ContentType.JSON).body(body).put(path).then();
    }

    @Test
    @Order(2)
    void anOperationThatWillEndSaysSoAndIsCounted() {
        long before = calls();

        // Refusals say so, too.
        for (int status : List.of(200, 400)) {
            api.request()
                    .get(DEPRECATED + (status == 400 ? "?limit=0" : ""))
                    .then()
                    .statusCode(status)
                    .header("Deprecation", matchesPattern("@[0-9]+"))
                    .header("Sunset", matchesPattern("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} 00:00:00 GMT"))
                    .header("Link", equalTo("<" + SUCCESSOR + ">; rel=\"successor-version\""));
        }
        api.request().get(SUCCESSOR).then().statusCode(200).header("Deprecation", nullValue());

        assertThat(calls()).isEqualTo(before + 2);
    }

    /** docs/contract.md, section 6. */
    private long calls() {
        Response answer =
                given().get("http://" + installation.compose().container("api").address() + ":8080/q/health/well");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Object> data = answer.path("checks.find { it.name == 'deprecated-operations' }.data");
        return ((Number) data.get("GET " + DEPRECATED)).longValue();
    }

    @Test
    @Order(3)
    void aListByCursorMissesAndRepeatsNothingWhileItGrows() {
        api.awaitEnd(List.of(export(), export(), export()));
        List<String> known =
                api.request().queryParam("limit", 200).get(DEPRECATED).path("items.id");

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response part = cursor == null
                    ? api.request().queryParam("limit", 2).get(SUCCESSOR)
                    : api.request()
                            .queryParam("limit", 2)
                            .queryParam("cursor", cursor)
                            .get(SUCCESSOR);
            seen.addAll(part.then().statusCode(200).extract().<List<String>>path("items.id"));
            cursor = part.path("next");
            api.awaitEnd(List.of(export()));
        } while (cursor != null);

        assertThat(seen).hasSizeGreaterThan(2).isEqualTo(known);
        api.request().queryParam("cursor", "x").get(SUCCESSOR).then().statusCode(400);
    }

    private String export() {
        return post("/api/v1/jobs", Map.of("type", "export"), 201).extract().path("id");
    }

    @Test
    @Order(4)
    void schedulesAreListedByCursorAndTheOldListSaysThatItEnds() {
        String name = "promised " + UUID.randomUUID();
        post(SCHEDULES, Map.of("name", name, "jobType", "export", "everySeconds", 86_400), 201);

        api.request()
                .get(SCHEDULES)
                .then()
                .statusCode(200)
                .header("Deprecation", matchesPattern("@[0-9]+"))
                .header("Link", equalTo("</api/v2/schedules>; rel=\"successor-version\""));
        api.request()
                .queryParam("limit", 1)
                .get("/api/v2/schedules")
                .then()
                .statusCode(200)
                .header("Deprecation", nullValue())
                .body("items.name", contains(name));
    }

    @Test
    @Order(5)
    void anOlderReleaseOffersNothingThatItHasNotPublished() {
        Api older = platform.shared(OLDER).api();

        older.request().get(DEPRECATED).then().statusCode(200).header("Deprecation", nullValue());
        older.request().get(SUCCESSOR).then().statusCode(404);
        older.request().get(SCHEDULES).then().statusCode(200).header("Deprecation", nullValue());
        older.request().get("/api/v2/schedules").then().statusCode(404);
        older.request()
                .contentType(ContentType.JSON)
                .body(fields(KIND))
                .put("/api/v1/schemas/" + UUID.randomUUID() + "/versions/1")
                .then()
                .statusCode(404)
                .body("detail", equalTo("release " + OLDER + " has no such operation"));
    }
}
