package com.piprio.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExtractedTextTest {

    @Test
    void countsWordsWhateverSeparatesThem() {
        assertThat(text(" one\ttwo\n\nthree ").words()).isEqualTo(3);
        assertThat(text("").words()).isZero();
    }

    @Test
    void knowsEnglishByItsCommonWords() {
        assertThat(text("The end").language()).isEqualTo("en");
        assertThat(text("Das Ende").language()).isEqualTo("und");
    }

    private static ExtractedText text(String content) {
        return ExtractedText.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
