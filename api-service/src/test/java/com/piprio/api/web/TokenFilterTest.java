package com.piprio.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFilterTest {

    private final TokenFilter filter = new TokenFilter("right-token");

    @Test
    void letsTheTokenIn() {
        assertThat(filter.accepts("Bearer right-token")).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "right-token",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer right-tokens",
                "bearer right-token"
            })
    void keepsEverythingElseOut(String authorization) {
        assertThat(filter.accepts(authorization)).isFalse();
    }
}
