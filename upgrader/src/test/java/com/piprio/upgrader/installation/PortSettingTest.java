package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EnvFile;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.diff.InstallationRules;
import com.piprio.upgrader.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PortSettingTest {
    @ParameterizedTest
    @CsvSource({
        "PIPRIO_PORT=80, 80",
        "PIPRIO_HTTP_PORT=81, 81",
        "PIPRIO_PORT=80;PIPRIO_HTTP_PORT=81, 80",
        "PIPRIO_PORT=;PIPRIO_HTTP_PORT=81, 81",
    })
    void bothNamesAreReadAndTheNewOneFirst(String lines, String port) {
        assertThat(PortSetting.value(environment(lines))).hasValue(port);
    }

    @Test
    void withoutAValueThereIsNone() {
        assertThat(PortSetting.value(environment("OTHER=1"))).isEmpty();
        assertThat(PortSetting.value(environment("PIPRIO_PORT=;PIPRIO_HTTP_PORT=")))
                .isEmpty();
    }

    private static EnvFile environment(String lines) {
        return EnvFile.parse(lines.replace(';', '\n') + "\n", ".env");
    }

    static List<Release> releases() {
        return Catalogue.read(Repository.releases()).releases();
    }

    /** What is written for a new installation is no key that its release does not know, or is about to forget. */
    @ParameterizedTest
    @MethodSource("releases")
    void aNewInstallationGetsTheNameOfItsRelease(Release release) {
        Path own = Repository.releases().resolve(release.version() + "/" + Installation.COMPOSE_FILE);
        String name =
                PortSetting.nameFor(Files.exists(own) ? own : Repository.root().resolve(Installation.COMPOSE_FILE));

        assertThat(InstallationRules.unknownKeys(release, Set.of(name))).isEmpty();
        assertThat(release.environment())
                .filteredOn(variable -> variable.name().equals(name))
                .singleElement()
                .satisfies(variable -> assertThat(variable.deprecation()).isNull());
    }
}
