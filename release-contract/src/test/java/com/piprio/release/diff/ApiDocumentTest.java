package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentTest {
    private final ApiDocument document = ApiDocument.parse(Pair.API, "a test");

    @Test
    void anOperationIsFoundWhateverItsParametersAreCalled() {
        assertThat(document.serves("GET /docs/{id}")).isTrue();
        assertThat(document.serves("GET /docs/{document}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE /docs/{id}", "GET /doc", "GET /docs/{id}/", "/docs", ""})
    void whatIsNotThereIsNotServed(String operation) {
        assertThat(document.serves(operation)).isFalse();
    }
}
