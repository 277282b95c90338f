package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples are those of the contract, section 6, as the services answer them. */
class HealthJsonTest {

    @Test
    void readsReleaseAndSchemaOfAReadyService() {
        ServiceHealth health = HealthJson.read(200, """
                {"status": "UP", "checks": [
                  {"name": "Database connections health check", "status": "UP", "data": {"<default>": "UP"}},
                  {"name": "release", "status": "UP",
                   "data": {"service": "api", "release": "1.5.0", "schema": "1.5.0.4", "oldestRelease": "1.5.0"}}]}
                """);

        assertThat(health).isEqualTo(new ServiceHealth(true, "1.5.0", "1.5.0.4", ""));
        assertThat(health.readyOn("1.5.0")).isTrue();
        assertThat(health.readyOn("1.4.0")).isFalse();
    }

    @Test
    void aServiceWithoutDatabaseHasNoSchema() {
        ServiceHealth health = HealthJson.read(200, """
                {"status":"UP","checks":[{"name":"release","status":"UP","data":{"service":"web","release":"1.5.0"}}]}
                """);

        assertThat(health).isEqualTo(new ServiceHealth(true, "1.5.0", null, ""));
    }

    @Test
    void aServiceThatIsDownSaysWhichCheckAndWhy() {
        ServiceHealth health = HealthJson.read(503, """
                {"status": "DOWN", "checks": [
                  {"name": "Database connections health check", "status": "DOWN"},
                  {"name": "release", "status": "DOWN",
                   "data": {"service": "worker", "release": "1.5.0", "schema": "1.4.0.4",
                            "problem": "waiting for schema 1.5.0.4"}}]}
                """);

        assertThat(health.ready()).isFalse();
        assertThat(health.release()).isEqualTo("1.5.0");
        assertThat(health.schema()).isEqualTo("1.4.0.4");
        assertThat(health.detail())
                .isEqualTo("Database connections health check is down, release is down (waiting for schema 1.5.0.4)");
    }

    @Test
    void statusAndDocumentMustAgree() {
        String up = "{\"status\":\"UP\",\"checks\":[]}";
        String down = "{\"status\":\"DOWN\",\"checks\":[]}";

        assertThat(HealthJson.read(503, up)).isEqualTo(ServiceHealth.silent("answers 503"));
        assertThat(HealthJson.read(200, down)).isEqualTo(ServiceHealth.silent("answers 200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body><h1>503 Service Unavailable</h1></body></html>",
                "{\"status\":\"UP\",\"checks\":[",
                "null",
                "[]",
                "\"UP\"",
                "{\"checks\":\"UP\"}",
                "{\"status\":{\"UP\":1},\"checks\":[1,null,[]]}"
            })
    void whatIsNoHealthDocumentIsAnUnhealthyService(String body) {
        ServiceHealth health = HealthJson.read(200, body);

        assertThat(health.ready()).isFalse();
        assertThat(health.release()).isNull();
        assertThat(health.detail()).isNotEmpty();
    }

    @Test
    void aReadyServiceThatDoesNotNameItsReleaseIsReadyOnNone() {
        ServiceHealth health = HealthJson.read(200, "{\"status\":\"UP\",\"checks\":[]}");

        assertThat(health.ready()).isTrue();
        assertThat(health.readyOn("1.5.0")).isFalse();
    }
}
