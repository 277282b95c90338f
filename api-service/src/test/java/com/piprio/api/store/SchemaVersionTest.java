package com.piprio.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {

    private final SchemaVersion version = new SchemaVersion(
            1,
            List.of(
                    SchemaField.of("total", "number", true, List.of()),
                    SchemaField.of("note", "text", false, List.of())),
            Instant.EPOCH);

    @Test
    void aLabelMaySayWhatTheFieldsSay() {
        assertThat(version.problemWith(Map.of("total", 3, "note", "paid"))).isEmpty();
        assertThat(version.problemWith(Map.of("total", 3))).isEmpty();
    }

    @Test
    void aLabelSaysNothingElse() {
        assertThat(version.problemWith(Map.of("total", 3, "kind", "x"))).contains("the schema has no field kind");
    }

    @Test
    void everyValueMustFitItsField() {
        assertThat(version.problemWith(Map.of("total", "3"))).contains("value for total must be a number");
        assertThat(version.problemWith(Map.of())).contains("value for total is missing");
    }
}
