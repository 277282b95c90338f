package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaStateTest {

    private static final RunningRelease RELEASE_1_4 =
            new RunningRelease(Version.of("1.4.0"), Version.of("1.4.0.4"), Path.of("unused"));

    @Test
    void aSchemaThatIsTooNewIsRefusedInOneLine() {
        assertThat(state("1.5.0.4", "1.5.0").refusal(RELEASE_1_4))
                .contains("refusing to start: schema 1.5.0.4 accepts releases from 1.5.0 on, this is 1.4.0");
    }

    @Test
    void aNewerSchemaThatStillAcceptsTheReleaseIsFine() {
        SchemaState state = state("1.5.0.1", "1.3.0");

        assertThat(state.refusal(RELEASE_1_4)).isEmpty();
        assertThat(state.serves(RELEASE_1_4)).isTrue();
    }

    @Test
    void anOlderSchemaIsAcceptedButDoesNotServe() {
        SchemaState state = state("1.4.0.3", "1.3.0");

        assertThat(state.refusal(RELEASE_1_4)).isEmpty();
        assertThat(state.serves(RELEASE_1_4)).isFalse();
    }

    @Test
    void anEmptyDatabaseIsAcceptedButDoesNotServe() {
        assertThat(SchemaState.EMPTY.refusal(RELEASE_1_4)).isEmpty();
        assertThat(SchemaState.EMPTY.serves(RELEASE_1_4)).isFalse();
    }

    private static SchemaState state(String version, String oldestRelease) {
        return new SchemaState(Version.of(version), Version.of(oldestRelease));
    }
}
