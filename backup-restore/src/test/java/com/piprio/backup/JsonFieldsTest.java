package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private static JsonFields fields(String json) {
        return new JsonFields(StrictJson.parse(BundleFixture.bytes(json), "a.json"), "a.json");
    }

    private static String refusal(ThrowingCallable reading) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, reading);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal.problem();
    }

    @Test
    void readsEachKind() {
        JsonFields fields = fields("{\"text\":\"t\",\"count\":0,\"counts\":{\"b\":2,\"a\":1},\"texts\":{\"k\":\"v\"},"
                + "\"objects\":[{\"of\":\"one\"},{\"of\":\"two\"}]}");

        assertThat(fields.text("text")).isEqualTo("t");
        assertThat(fields.count("count")).isZero();
        assertThat(fields.counts("counts")).containsExactly(Map.entry("a", 1L), Map.entry("b", 2L));
        assertThat(fields.texts("texts")).containsExactly(Map.entry("k", "v"));
        assertThat(fields.objects("objects"))
                .extracting(object -> object.text("of"))
                .containsExactly("one", "two");
        assertThatCode(fields::noOthers).doesNotThrowAnyException();
    }

    @Test
    void refusesATextThatIsNone() {
        assertThat(refusal(() -> fields("{\"a\":1}").text("a"))).isEqualTo("a.json: field 'a': a text is expected");
        assertThat(refusal(() -> fields("{\"a\":null}").text("a"))).contains("a text is expected");
        assertThat(refusal(() -> fields("{\"a\":\"no\"}").text("a", "yes"::equals)))
                .isEqualTo("a.json: field 'a': 'no' is not allowed");
        assertThat(fields("{\"a\":\"yes\"}").text("a", "yes"::equals)).isEqualTo("yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "9223372036854775808", "18446744073709551617", "\"1\"", "null", "[]"})
    void refusesWhatCountsNothing(String value) {
        assertThat(refusal(() -> fields("{\"a\":" + value + "}").count("a"))).contains("a whole number");
        assertThat(refusal(() -> fields("{\"a\":{\"b\":" + value + "}}").counts("a")))
                .contains("a whole number");
    }

    @Test
    void countsToItsLimitAndNoFurther() {
        assertThat(fields("{\"a\":9223372036854775807}").count("a")).isEqualTo(Long.MAX_VALUE);
        assertThat(fields("{\"a\":7}").count("a", 7)).isEqualTo(7);
        assertThat(refusal(() -> fields("{\"a\":8}").count("a", 7))).isEqualTo("a.json: field 'a': is too large");
    }

    @Test
    void refusesAMapOrAListThatIsNone() {
        assertThat(refusal(() -> fields("{\"a\":[]}").counts("a"))).contains("an object is expected");
        assertThat(refusal(() -> fields("{\"a\":\"x\"}").texts("a"))).contains("an object is expected");
        assertThat(refusal(() -> fields("{\"a\":{\"k\\n\":1}}").texts("a")))
                .isEqualTo("a.json: field 'a': a text is expected for 'k?'");
        assertThat(refusal(() -> fields("{\"a\":{}}").objects("a"))).contains("a list is expected");
        assertThat(refusal(() -> fields("{\"a\":[1]}").objects("a"))).isEqualTo("a.json: an object is expected");
        assertThat(refusal(() -> fields("[]"))).isEqualTo("a.json: an object is expected");
    }

    @Test
    void refusesWhatIsMissingAndWhatNobodyAskedFor() {
        JsonFields fields = fields("{\"a\":1,\"more\\t\":2}");
        fields.count("a");

        assertThat(refusal(() -> fields.count("b"))).isEqualTo("a.json: field 'b' is missing");
        assertThat(refusal(fields::noOthers)).isEqualTo("a.json: unknown field 'more?'");
    }
}
