package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.backup.Manifest;
import com.piprio.compose.EngineVersions;
import com.piprio.release.Catalogue;
import com.piprio.release.OperatorContract;
import com.piprio.upgrader.Repository;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the newest release promises about host and backups is what this program asks for and writes. */
class PromisedRequirementsTest {
    private final OperatorContract contract = Objects.requireNonNull(
            Catalogue.read(Repository.releases()).newest().contract());

    @Test
    void asksForTheDockerThatTheReleaseNames() {
        String engine = contract.requires().engine();
        String compose = contract.requires().compose();

        assertThatCode(() -> EngineRequirement.check(new EngineVersions(engine, compose)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> EngineRequirement.check(new EngineVersions(oneBelow(engine), compose)))
                .hasMessageContaining("UPG-102");
        assertThatThrownBy(() -> EngineRequirement.check(new EngineVersions(engine, oneBelow(compose))))
                .hasMessageContaining("UPG-105");
    }

    private static String oneBelow(String version) {
        int dot = version.indexOf('.');
        return version.substring(0, dot + 1) + (Integer.parseInt(version.substring(dot + 1)) - 1);
    }

    @Test
    void writesTheBundlesThatTheReleaseNames() {
        assertThat(contract.bundles().writes()).isEqualTo(Manifest.FORMAT);
        assertThat(contract.bundles().restores())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Manifest.FORMAT).boxed().toList());
    }
}
