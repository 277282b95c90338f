package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private final BearerToken token = new BearerToken("right-token");

    @Test
    void letsTheTokenIn() {
        assertThat(token.isIn("Bearer right-token")).isTrue();
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
        assertThat(token.isIn(authorization)).isFalse();
    }
}
