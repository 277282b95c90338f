package com.piprio.upgrader.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    @Test
    void aSchemeHasItsParameters() {
        assertThat(
                        Challenge.in(
                                List.of(
                                        "Bearer realm=\"https://auth.example.com/token?a=b,c\",service=registry, scope=\"a:b:pull,push\"")))
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm",
                                "https://auth.example.com/token?a=b,c",
                                "service",
                                "registry",
                                "scope",
                                "a:b:pull,push")));
    }

    @Test
    void severalAreToldInOneHeaderOrInSeveral() {
        List<Challenge> expected = List.of(
                new Challenge("negotiate", Map.of()),
                new Challenge("basic", Map.of("realm", "a \"b\"")),
                new Challenge("bearer", Map.of("realm", "")));

        assertThat(Challenge.in(List.of("Negotiate, BASIC Realm = \"a \\\"b\\\"\" ,Bearer realm=\"\"")))
                .isEqualTo(expected);
        assertThat(Challenge.in(List.of("Negotiate", "BASIC Realm=\"a \\\"b\\\"\"", "Bearer realm=\"\"")))
                .isEqualTo(expected);
        assertThat(Challenge.of("bearer", expected)).contains(expected.get(2));
        assertThat(Challenge.of("digest", expected)).isEmpty();
    }

    @Test
    void theFirstOfTwoParametersOfOneNameCounts() {
        assertThat(Challenge.in(List.of("Bearer realm=a, realm=b")))
                .containsExactly(new Challenge("bearer", Map.of("realm", "a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",,,", "realm=\"x\"", "\"", "=", "@"})
    void whatIsNoChallengeIsNone(String header) {
        assertThat(Challenge.in(List.of(header))).isEmpty();
    }

    @Test
    void aParameterThatNeverEndsEndsTheList() {
        assertThat(Challenge.in(List.of("Bearer realm=\"https://auth.example.com, Basic")))
                .containsExactly(new Challenge("bearer", Map.of("realm", "")));
    }
}
