package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.5.0.4,1.5.0.4,0",
        "1.5.0.10,1.5.0.9,1",
        "1.4.0.9,1.5.0.1,-1",
        "1.5,1.5.0.0,0",
        "1.5.0.0,1.5,0",
        "1.5.0.1,1.5,1",
        "0,1.3.0.1,-1",
        "2,10,-1"
    })
    void comparesNumberByNumber(String left, String right, int order) {
        assertThat(Integer.signum(SchemaVersion.ORDER.compare(left, right))).isEqualTo(order);
    }

    @Test
    void knowsWhatIsNoVersion() {
        assertThat(SchemaVersion.wellFormed("1.5.0.4")).isTrue();
        assertThat(SchemaVersion.wellFormed("1.5.x")).isFalse();
        assertThat(SchemaVersion.wellFormed("")).isFalse();
        assertThat(SchemaVersion.wellFormed("1..2")).isFalse();
    }

    @Test
    void knowsTheMajorVersionOfAServer() {
        assertThat(PostgresVersion.major("17.6 (Debian 17.6-0+deb13u1)")).isEqualTo(17);
        assertThat(PostgresVersion.major("18beta1")).isEqualTo(18);
        assertThat(PostgresVersion.wellFormed("seventeen")).isFalse();
    }

    @Test
    void comparesAndReadsNothingElse() {
        assertThatThrownBy(() -> SchemaVersion.ORDER.compare("1.5", "newest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a schema version: newest");
        // A number, and none of a version.
        assertThatThrownBy(() -> SchemaVersion.ORDER.compare("-1", "1.5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostgresVersion.major("seventeen")).isInstanceOf(IllegalArgumentException.class);
        assertThat(PostgresVersion.wellFormed("17.6")).isTrue();
    }
}
