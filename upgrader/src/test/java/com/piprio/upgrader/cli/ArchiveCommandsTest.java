package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that take releases from an archive, or put them into one. */
class ArchiveCommandsTest {
    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "upgrade 1.5.0", "upgrade --resume", "check", "plan", "resume"})
    void anArchiveIsProvenBeforeAnythingElse(String arguments) throws IOException {
        InstallationDirectory.in(directory);
        Path archive = directory.resolve("piprio-1.5.0.tar");
        String words = arguments + " --from-archive " + archive;

        line.assertRefused(line.typeIn(directory, words), 3, ErrorCode.FILE_UNREADABLE);

        Files.writeString(archive, "no archive");
        Listening again = new Listening();
        assertThat(again.typeIn(directory, words)).isEqualTo(3);
        assertThat(again.err()).startsWith("ERROR " + ErrorCode.ARCHIVE_UNUSABLE.code() + "  ");
        assertThat(directory.resolve(".piprio")).doesNotExist();
    }

    @Test
    void aReleaseIsExportedFromARegistryThatIsNamedOrThatOfTheInstallation() {
        line.assertRefused(line.runIn(directory, "export-release", "1.5.0"), 3, ErrorCode.ENV_FILE_MISSING);
        assertThat(line.runIn(directory, "export-release")).isEqualTo(2);
        assertThat(line.runIn(directory, "export-release", "newest", "--registry", "registry.example.com"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export-release 1.4.0 1.5.0 1.4.0",
                "export-release 1.4.0 1.5.0 --with-stops-from 1.3.0",
                "export-release --with-stops-from 1.3.0"
            })
    void releasesThatCannotBeExportedTogetherAreUsage(String arguments) throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.typeIn(directory, arguments)).isEqualTo(2);
        assertThat(line.out()).isEmpty();
    }
}
