package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.compose.EngineVersions;
import org.junit.jupiter.api.Test;

class EngineRequirementTest {
    @Test
    void refusesAnOldEngine() {
        assertThatThrownBy(() -> EngineRequirement.check(new EngineVersions("19.03.15", "2.26.1")))
                .hasMessage("UPG-102 the Docker engine is too old");
    }

    @Test
    void refusesAnOldCompose() {
        assertThatThrownBy(() -> EngineRequirement.check(new EngineVersions("20.10.24", "2.19.0")))
                .hasMessage("UPG-105 Docker Compose is too old");
    }

    @Test
    void takesTheOldestThatWasTried() {
        assertThatCode(() -> EngineRequirement.check(new EngineVersions("20.10.24+dfsg1", "2.26.1-4")))
                .doesNotThrowAnyException();
    }
}
