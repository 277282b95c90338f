package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinedSchemaTest {
    @Test
    void aKeywordThatSaysNothingIsNotUsed() throws Exception {
        DefinedSchema schema = DefinedSchema.of("invoice", 3, """
                [{"name": "total", "type": "number", "required": true, "options": [], "unit": "EUR", "hint": null},
                 {"name": "paid", "type": "boolean", "required": false, "options": []}]
                """);

        assertThat(schema.types()).containsExactlyInAnyOrder("number", "boolean");
        assertThat(schema.keywords()).containsExactlyInAnyOrder("name", "type", "required", "unit");
    }
}
