package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleIdTest {
    @Test
    void isNamedAfterItsSecondInUtc() {
        Instant moment = Instant.parse("2026-11-24T08:15:00.987Z");

        assertThat(BundleId.at(moment)).hasToString("piprio_20261124T081500Z");
        assertThat(BundleId.at(moment).plannedAt()).isEqualTo("2026-11-24T08:15:00Z");
        assertThat(BundleId.parse("piprio_20261124T081500Z")).isEqualTo(BundleId.at(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "piprio_",
                "piprio_20261124T081500",
                "piprio_20261324T081500Z",
                "piprio_20261124T246000Z",
                "Piprio_20261124T081500Z",
                "../piprio_20261124T081500Z",
                "piprio_20261124T081500Z/",
                " piprio_20261124T081500Z",
                "piprio_20261124T081500Z\n",
                "piprio_20261124T081500Z.partial"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> BundleId.parse(text)).isInstanceOf(OperatorException.class);
        assertThatThrownBy(() -> new BundleId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
