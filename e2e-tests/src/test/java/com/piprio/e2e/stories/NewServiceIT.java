package com.piprio.e2e.stories;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;

import com.piprio.e2e.docker.Container;
import com.piprio.e2e.installation.Api;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Release 1.6.0: a service that the source does not have runs after the upgrade and is gone after the way back, a setting
 * gets its new name and its old one again, and labels say the same before and after their values moved.
 */
@Scenario
class NewServiceIT {

    private static final String SOURCE = "1.5.0";
    private static final String TARGET = "1.6.0";
    private static final String SERVICE = "search";

    private final Platform platform;
    private Installation installation;
    private String document;
    private Snapshot before;

    NewServiceIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void installTheSourceAndLabelADocument() {
        installation = platform.installWithData(SOURCE);
        Api api = installation.api();
        document = api.upload("letter.txt", "the letter".getBytes(StandardCharsets.UTF_8));
        api.awaitEnd(List.of(api.extract(document)));
        String schema =
                post("/api/v1/schemas", Map.of("name", "letters")).extract().path("id");
        Map<String, Object> sender = Map.of("name", "sender", "type", "text");
        post("/api/v1/schemas/" + schema + "/versions", Map.of("fields", List.of(sender)));
        post(
                "/api/v1/documents/" + document + "/labels",
                Map.of("schemaId", schema, "schemaVersion", 1, "values", Map.of("sender", "Ada Lovelace")));
        before = Snapshot.of(installation);
    }

    private ValidatableResponse post(String path, Object body) {
        return installation
                .api()
                .request()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(201);
    }

    private void expectTheLabel() {
        installation
                .api()
                .request()
                .get("/api/v1/documents/" + document + "/labels")
                .then()
                .statusCode(200)
                .body("values.sender", contains("Ada Lovelace"));
    }

    @Test
    @Order(1)
    void runsAfterTheUpgradeAndFindsWhatWasThereBefore() {
        assertThat(installation.compose().containers(SERVICE)).isEmpty();
        assertThat(installation.env().values()).containsKey("PIPRIO_HTTP_PORT");

        installation.upgrade(TARGET).expectExit(0);

        RunningReleases.expect(installation, TARGET);
        RunningReleases.expectDigests(installation, platform.registry(), TARGET);
        installation.status().expectExit(0).expectOutput(SERVICE);
        assertThat(installation.env().values()).containsKey("PIPRIO_PORT").doesNotContainKey("PIPRIO_HTTP_PORT");
        expectTheLabel();
        Container search = installation.compose().container(SERVICE);
        String address = "http://" + search.address() + ":8080/search";
        given().queryParam("text", "lovelace").get(address).then().statusCode(401);
        given().header("Authorization", "Bearer " + installation.env().value("PIPRIO_API_TOKEN"))
                .queryParam("text", "lovelace")
                .get(address)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(document));
    }

    @Test
    @Order(2)
    void isAsStrictAboutItAsAboutTheOthers() {
        installation.compose().stop(SERVICE);
        installation.status().expectExit(5).expectOutput("NOT READY");
        installation.compose().start(SERVICE);
        installation.compose().awaitHealthy();
        installation.status().expectExit(0);
    }

    @Test
    @Order(3)
    void isGoneAfterTheWayBack() {
        installation
                .rollback("--confirm-domain", installation.domain())
                .expectExit(4)
                .expectOutput(SERVICE + " is removed: release " + SOURCE + " has no such service");

        assertThat(installation.compose().containers(SERVICE)).isEmpty();
        RunningReleases.expect(installation, SOURCE);
        expectTheLabel();
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
        installation.status().expectExit(0);
    }
}
