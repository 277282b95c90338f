package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFileTest {

    @TempDir
    Path directory;

    @Test
    void readsEveryReleaseOfTheCatalogue() throws IOException {
        try (var releases = Files.list(Path.of("../releases"))) {
            assertThat(releases.filter(Files::isDirectory)).isNotEmpty().allSatisfy(release -> {
                RunningRelease running = ReleaseFile.read(release);
                assertThat(running.version()).hasToString(release.getFileName().toString());
                assertThat(running.schema()).isGreaterThan(running.version());
                assertThat(running.migrations()).isDirectory();
            });
        }
    }

    @Test
    void ignoresWhatOnlyTheToolingNeeds() throws IOException {
        write("version: 1.6.0\nschema: {version: 1.6.0.1}\nsomething: new\n");

        assertThat(ReleaseFile.read(directory).version()).isEqualTo(Version.of("1.6.0"));
    }

    @Test
    void namesTheFileThatSaysTooLittle() throws IOException {
        write("version: 1.6.0\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReleaseFile.read(directory))
                .withMessageContaining("release.yaml has no schema");
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> ReleaseFile.read(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("release.yaml");
    }

    private void write(String content) throws IOException {
        Files.writeString(directory.resolve("release.yaml"), content);
    }
}
