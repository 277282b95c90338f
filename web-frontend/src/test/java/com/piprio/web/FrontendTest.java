package com.piprio.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendTest {

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "app.js", "style.css"})
    void loadsNothingFromElsewhere(String file) throws IOException {
        assertThat(read(file)).doesNotContain("http://", "https://", "//cdn");
    }

    @Test
    void neverTurnsAnswersIntoMarkup() throws IOException {
        assertThat(read("app.js"))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void keepsTheTokenForTheSessionOnly() throws IOException {
        assertThat(read("app.js")).contains("sessionStorage").doesNotContain("localStorage", "document.cookie");
    }

    @Test
    void runsUnderItsOwnContentPolicyWithoutInlineCode() throws IOException {
        assertThat(read("index.html"))
                .doesNotContain("<style", "style=", "onclick=")
                .doesNotContain("<script>");
    }

    private static String read(String file) throws IOException {
        try (InputStream content = FrontendTest.class.getResourceAsStream("/META-INF/resources/" + file)) {
            assertThat(content).as(file).isNotNull();
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
