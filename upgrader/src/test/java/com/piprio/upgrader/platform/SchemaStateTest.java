package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaStateTest {
    private static final MigrationVersion OLD = MigrationVersion.parse("1.4.0.4");
    private static final MigrationVersion NEW = MigrationVersion.parse("1.5.0.1");

    @Test
    void acceptsTheOldestReleaseAndAllAfterIt() {
        SchemaState schema = new SchemaState(List.of(OLD, NEW), ReleaseVersion.parse("1.5.0"));

        assertThat(schema.accepts(ReleaseVersion.parse("1.4.0"))).isFalse();
        assertThat(schema.accepts(ReleaseVersion.parse("1.5.0"))).isTrue();
        assertThat(schema.accepts(ReleaseVersion.parse("1.10.0"))).isTrue();
        assertThat(new SchemaState(List.of(), null).accepts(ReleaseVersion.parse("1.3.0")))
                .isTrue();
    }

    @Test
    void knowsItsVersionAndWhatIsNew() {
        SchemaState schema = new SchemaState(List.of(OLD, NEW), null);

        assertThat(schema.version()).isEqualTo(NEW);
        assertThat(schema.appliedSince(List.of(OLD))).containsExactly(NEW);
        assertThat(new SchemaState(List.of(), null).version()).isNull();
    }
}
