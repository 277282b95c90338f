package com.piprio.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaFieldTest {

    private static final SchemaField TOTAL = new SchemaField("total", "number", true, List.of());
    private static final SchemaField KIND = new SchemaField("kind", "choice", false, List.of("invoice", "offer"));

    @Test
    void soundFieldsHaveNoProblem() {
        assertThat(TOTAL.problem()).isEmpty();
        assertThat(KIND.problem()).isEmpty();
    }

    @Test
    void aChoiceNeedsOptionsAndNothingElseHasThem() {
        assertThat(new SchemaField("kind", "choice", false, List.of()).problem())
                .isPresent();
        assertThat(new SchemaField("total", "number", false, List.of("1")).problem())
                .isPresent();
    }

    @Test
    void aTypeMustBeKnown() {
        assertThat(new SchemaField("total", "blob", false, List.of()).problem())
                .contains("field total: type must be one of text, number, boolean, choice");
    }

    @Test
    void valuesMustFitTheType() {
        assertThat(TOTAL.problemWith(3.5)).isEmpty();
        assertThat(TOTAL.problemWith("3.5")).contains("value for total must be a number");
        assertThat(KIND.problemWith("offer")).isEmpty();
        assertThat(KIND.problemWith("letter")).contains("value for kind must be one of invoice, offer");
    }

    @Test
    void onlyRequiredValuesMustBeThere() {
        assertThat(TOTAL.problemWith(null)).contains("value for total is missing");
        assertThat(KIND.problemWith(null)).isEmpty();
    }
}
