package com.piprio.upgrader.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "12, 0.0 s",
        "6_400, 6.4 s",
        "59_940, 59.9 s",
        "59_999, 60.0 s",
        "60_000, 1 min 00 s",
        "125_900, 2 min 05 s",
        "3_600_000, 60 min 00 s"
    })
    void durationsAreShort(String millis, String expected) {
        assertThat(Texts.seconds(Duration.ofMillis(Long.parseLong(millis.replace("_", "")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 KiB", "4096, 4.0 KiB", "1048576, 1.0 MiB", "12582912, 12.0 MiB", "3328599654, 3.1 GiB"})
    void sizesHaveTheUnitOfTheirSize(long bytes, String expected) {
        assertThat(Texts.bytes(bytes)).isEqualTo(expected);
    }
}
