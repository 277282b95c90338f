package com.piprio.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScenarioExtensionTest {

    @Test
    void printsMethodNamesAsSentences() {
        assertThat(ScenarioExtension.words("refusesADowngradeTo130")).isEqualTo("refuses a downgrade to130");
        assertThat(ScenarioExtension.words("keepsTheAPIServing")).isEqualTo("keeps the api serving");
    }
}
