package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and strictness of what is read before anything about it is known. */
class StrictJsonTest {
    private static String refusal(byte[] content) {
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> StrictJson.parse(content, "a.json"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal.problem();
    }

    private static String refusal(String content) {
        return refusal(BundleFixture.bytes(content));
    }

    private static void accepts(String content) {
        assertThatCode(() -> StrictJson.parse(BundleFixture.bytes(content), "a.json"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesNothingAtAll(String content) {
        assertThat(refusal(content)).isEqualTo("a.json: is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":1}", "{} {}", "{}x", "{'a':1}", "{a:1}", "[1,]", "/* */ {}", "[NaN]", "[01]"})
    void refusesWhatIsNotStrict(String content) {
        assertThat(refusal(content)).isEqualTo("a.json: is not valid JSON");
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(refusal(new byte[] {'"', (byte) 0xc3, '"'})).isEqualTo("a.json: is not valid UTF-8");
    }

    @Test
    void takesAsMuchAsIsHonestAndNoMore() {
        accepts("[".repeat(8) + "]".repeat(8));
        assertThat(refusal("[".repeat(9) + "]".repeat(9))).contains("not valid JSON");
        accepts("[\"" + "x".repeat(16 << 10) + "\"]");
        assertThat(refusal("[\"" + "x".repeat((16 << 10) + 1) + "\"]")).contains("not valid JSON");
        accepts("{\"" + "x".repeat(1 << 10) + "\":1}");
        assertThat(refusal("{\"" + "x".repeat((1 << 10) + 1) + "\":1}")).contains("not valid JSON");
        accepts("[" + "1".repeat(20) + "]");
        assertThat(refusal("[" + "1".repeat(21) + "]")).contains("not valid JSON");
    }
}
