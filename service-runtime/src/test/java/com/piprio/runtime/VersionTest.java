package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void comparesByNumberAndNotByText() {
        assertThat(Version.of("1.10.0")).isGreaterThan(Version.of("1.9.9"));
    }

    @Test
    void missingPartsCountAsZero() {
        assertThat(Version.of("1.5")).isEqualByComparingTo(Version.of("1.5.0.0"));
        assertThat(Version.of("1.5.0.1")).isGreaterThan(Version.of("1.5"));
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(Version.of("1.5.0.4")).hasToString("1.5.0.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", ".1", "1..2", "latest", "1.5.0-rc1", "99999999999"})
    void refusesWhatIsNoVersion(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Version.of(text)).withMessage("not a version: " + text);
    }
}
