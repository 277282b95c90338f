package com.piprio.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArtefactsTest {

    @Test
    void theLineThatRepeatsANightlyScenarioRunsIt() {
        assertThat(Artefacts.reproLine("SomethingIT", true))
                .isEqualTo("mvn verify -Pnightly -pl e2e-tests -Dit.test=SomethingIT");
        assertThat(Artefacts.reproLine("SomethingIT", false))
                .isEqualTo("mvn verify -pl e2e-tests -Dit.test=SomethingIT");
    }
}
