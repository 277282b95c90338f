package com.piprio.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaFieldTest {

    private static final SchemaField TOTAL = SchemaField.of("total", "number", true, List.of());
    private static final SchemaField KIND = SchemaField.of("kind", "choice", false, List.of("invoice", "offer"));

    @Test
    void soundFieldsHaveNoProblem() {
        assertThat(TOTAL.problem()).isEmpty();
        assertThat(KIND.problem()).isEmpty();
    }

    @Test
    void aChoiceNeedsOptionsAndNothingElseHasThem() {
        assertThat(SchemaField.of("kind", "choice", false, List.of()).problem()).isPresent();
        assertThat(SchemaField.of("total", "number", false, List.of("1")).problem())
                .isPresent();
    }

    @Test
    void aTypeMustBeKnown() {
        assertThat(SchemaField.of("total", "blob", false, List.of()).problem())
                .contains("field total: type must be one of text, number, boolean, choice");
    }

    @Test
    void aTypeMustBeThere() {
        assertThat(SchemaField.of("total", null, false, List.of()).problem())
                .contains("field total: type must be one of text, number, boolean, choice");
    }

    @Test
    void whatAFieldSaysMustFitItsType() {
        assertThat(number("EUR", 0.0, 9.5).problem()).isEmpty();
        assertThat(text(1).problem()).isEmpty();
        assertThat(limited("text", "EUR", null, null, null).problem())
                .contains("field total: only a number has unit, minimum and maximum");
        assertThat(limited("boolean", null, null, 1.0, null).problem())
                .contains("field total: only a number has unit, minimum and maximum");
        assertThat(limited("number", null, null, null, 1).problem()).contains("field total: only a text has longest");
    }

    @Test
    void limitsMustLeaveSomething() {
        assertThat(number(null, 1.0, 1.0).problem()).isEmpty();
        assertThat(number(null, 2.0, 1.0).problem()).contains("field total: minimum must not be above maximum");
        assertThat(number(null, Double.NaN, null).problem())
                .contains("field total: minimum and maximum must be numbers");
        assertThat(number(null, null, Double.POSITIVE_INFINITY).problem())
                .contains("field total: minimum and maximum must be numbers");
        assertThat(text(0).problem()).contains("field total: longest must be at least 1");
    }

    @Test
    void textsForPeopleAreBounded() {
        assertThat(described("Total", "gross").problem()).isEmpty();
        assertThat(described(" ", null).problem())
                .contains("field total: label must be a text of at most 200 characters");
        assertThat(described("x".repeat(201), null).problem()).isPresent();
        assertThat(described(null, "a\0b").problem())
                .contains("field total: hint must be a text of at most 1000 characters");
    }

    @Test
    void valuesMustBeWithinTheLimits() {
        assertThat(number(null, 1.0, 2.0).problemWith(1)).isEmpty();
        assertThat(number(null, 1.0, 2.0).problemWith(2.0)).isEmpty();
        assertThat(number(null, 1.0, 2.0).problemWith(0.9))
                .contains("value for total must be a number from 1.0 up to 2.0");
        assertThat(number(null, 1.0, 2.0).problemWith(2.1)).isPresent();
        assertThat(text(3).problemWith("abc")).isEmpty();
        assertThat(text(3).problemWith("abcd")).contains("value for total must be a text of at most 3 characters");
    }

    @Test
    void olderReleasesKnowTheRestOfIt() {
        assertThat(described("Total", "gross").plain()).isEqualTo(SchemaField.of("total", "text", false, List.of()));
    }

    private static SchemaField number(String unit, Double minimum, Double maximum) {
        return limited("number", unit, minimum, maximum, null);
    }

    private static SchemaField text(Integer longest) {
        return limited("text", null, null, null, longest);
    }

    private static SchemaField limited(String type, String unit, Double minimum, Double maximum, Integer longest) {
        return new SchemaField("total", type, false, List.of(), null, null, unit, minimum, maximum, longest);
    }

    private static SchemaField described(String label, String hint) {
        return new SchemaField("total", "text", false, List.of(), label, hint, null, null, null, null);
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
