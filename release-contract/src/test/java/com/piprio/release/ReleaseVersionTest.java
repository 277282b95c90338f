package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVersionTest {

    @Test
    void readsWhatItWrites() {
        assertThat(ReleaseVersion.parse("1.5.0")).isEqualTo(new ReleaseVersion(1, 5, 0));
        assertThat(ReleaseVersion.parse("10.0.23")).hasToString("10.0.23");
        assertThat(MigrationVersion.parse("1.5.0.14")).hasToString("1.5.0.14");
    }

    @Test
    void ordersByNumberNotByText() {
        assertThat(Stream.of("1.10.0", "1.9.0", "2.0.0", "1.9.12", "1.9.2")
                        .map(ReleaseVersion::parse)
                        .sorted())
                .map(ReleaseVersion::toString)
                .containsExactly("1.9.0", "1.9.2", "1.9.12", "1.10.0", "2.0.0");
        assertThat(Stream.of("1.5.0.10", "1.5.0.9", "1.4.0.11")
                        .map(MigrationVersion::parse)
                        .sorted())
                .map(MigrationVersion::toString)
                .containsExactly("1.4.0.11", "1.5.0.9", "1.5.0.10");
    }

    @Test
    void aVersionIsNeitherBeforeNorAfterItself() {
        ReleaseVersion version = ReleaseVersion.parse("1.4.0");

        assertThat(version.isBefore(version)).isFalse();
        assertThat(version.isAfter(version)).isFalse();
        assertThat(version.isBefore(ReleaseVersion.parse("1.4.1"))).isTrue();
        assertThat(version.isAfter(ReleaseVersion.parse("1.3.9"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.5",
                "v1.5.0",
                "1.5.0.1",
                "latest",
                "1.5.0-rc1",
                "01.5.0",
                "1.5.-1",
                " 1.5.0",
                "1.5.9999999"
            })
    void refusesWhatIsNoReleaseVersion(String text) {
        assertThatThrownBy(() -> ReleaseVersion.parse(text))
                .isInstanceOf(InvalidReleaseException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("three numbers such as 1.5.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.5.0", "1.5.0.0", "1.5.0.", "1.5.0.01", "1.5.x.1", "1.5.0.1.2"})
    void refusesWhatIsNoMigrationVersion(String text) {
        assertThatThrownBy(() -> MigrationVersion.parse(text))
                .isInstanceOf(InvalidReleaseException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("1.5.0.4");
    }
}
