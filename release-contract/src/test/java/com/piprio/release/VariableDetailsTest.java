package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.VariableDetails.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableDetailsTest {
    private static VariableDetails details(
            Type type, @Nullable Long minimum, @Nullable Long maximum, String... values) {
        return new VariableDetails(type, minimum, maximum, List.of(values), List.of(), null, false, List.of("value"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "65535, true",
        "0, false",
        "65536, false",
        "-1, false",
        "eighty, false",
        "'8080 ', false",
        "1.5, false",
        "9999999999999999999, false",
        "'', false"
    })
    void anIntegerIsWithinItsBounds(String value, boolean accepted) {
        assertThat(details(Type.INTEGER, 1L, 65535L).accepts(value)).isEqualTo(accepted);
    }

    @Test
    void anIntegerWithoutBoundsIsAny() {
        assertThat(details(Type.INTEGER, null, null).accepts("-7")).isTrue();
    }

    @Test
    void aBooleanIsOneOfTwoWords() {
        VariableDetails details = details(Type.BOOLEAN, null, null);

        assertThat(List.of("true", "false")).allMatch(details::accepts);
        assertThat(List.of("yes", "TRUE", "1", "")).noneMatch(details::accepts);
    }

    @Test
    void aChoiceIsOneOfItsValues() {
        VariableDetails details = details(Type.CHOICE, null, null, "INFO", "WARN");

        assertThat(details.accepts("WARN")).isTrue();
        assertThat(List.of("warn", "ERROR", "")).noneMatch(details::accepts);
    }

    @Test
    void aTextIsAny() {
        assertThat(details(Type.TEXT, null, null).accepts("")).isTrue();
    }

    @Test
    void saysWhatIsAccepted() {
        assertThat(details(Type.INTEGER, 1L, 65535L).accepted()).isEqualTo("integer from 1 to 65535");
        assertThat(details(Type.INTEGER, null, 9L).accepted()).isEqualTo("integer to 9");
        assertThat(details(Type.CHOICE, null, null, "INFO", "WARN").accepted()).isEqualTo("choice of INFO, WARN");
        assertThat(details(Type.TEXT, null, null).accepted()).isEqualTo("text");
    }
}
