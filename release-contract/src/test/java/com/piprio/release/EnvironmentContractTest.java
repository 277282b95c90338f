package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentContractTest {
    private final Release target = Releases.withVariables(
            Releases.three().get(2),
            Releases.variable("PIPRIO_KEY", true, null),
            Releases.variable("PIPRIO_OPTIONAL", false, null),
            Releases.variable("PIPRIO_OLD", false, "1.4.0"));

    @Test
    void acceptsWhatTheReleaseKnowsAndDoesNotMissWhatIsOptional() {
        assertThat(EnvironmentContract.check(target, Set.of("PIPRIO_DOMAIN", "PIPRIO_KEY")))
                .isEmpty();
        assertThat(EnvironmentContract.check(target, Set.of("PIPRIO_DOMAIN", "PIPRIO_KEY", "PIPRIO_OPTIONAL")))
                .isEmpty();
    }

    @Test
    void findsMissingUnknownAndDeprecatedKeysAtOnce() {
        assertThat(EnvironmentContract.check(target, Set.of("PIPRIO_OLD", "PIPRIO_DOMIAN", "AAA")))
                .containsExactly(
                        new Finding(Finding.Kind.MISSING, "PIPRIO_DOMAIN", "add PIPRIO_DOMAIN to .env: a value"),
                        new Finding(Finding.Kind.MISSING, "PIPRIO_KEY", "add PIPRIO_KEY to .env: a value"),
                        new Finding(
                                Finding.Kind.UNKNOWN,
                                "AAA",
                                "remove AAA from .env, or correct its spelling: release 1.5.0 does not know it"),
                        new Finding(
                                Finding.Kind.UNKNOWN,
                                "PIPRIO_DOMIAN",
                                "remove PIPRIO_DOMIAN from .env, or correct its spelling: release 1.5.0 does not know it"),
                        new Finding(
                                Finding.Kind.DEPRECATED,
                                "PIPRIO_OLD",
                                "PIPRIO_OLD is deprecated since 1.4.0; set PIPRIO_NEW instead"));
    }

    @Test
    void aDeprecatedKeyBlocksNothing() {
        Set<String> keys = Set.of("PIPRIO_DOMAIN", "PIPRIO_KEY", "PIPRIO_OLD");

        assertThat(EnvironmentContract.check(target, keys))
                .singleElement()
                .satisfies(finding -> assertThat(finding.blocks()).isFalse());
        assertThat(new Finding(Finding.Kind.MISSING, "A", "").blocks()).isTrue();
        assertThat(new Finding(Finding.Kind.UNKNOWN, "A", "").blocks()).isTrue();
    }
}
