package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.upgrader.InstallationDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is typed, as far as it gets without Docker: usage, help, and versions that are none. */
class CommandLineTest {
    @TempDir
    private Path directory;

    private final Listening line = new Listening();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unknown",
                "upgrade --unknown",
                "upgrade 1.5.0 1.6.0",
                "upgrade --worker-pause 5",
                "upgrade --health-budget soon",
                "upgrade --on-failure panic",
                "status --output xml",
                "check --output xml",
                "check 1.5.0 1.6.0",
                "dance",
                "install --version 1.5.0",
                "restore",
                "restore --undo --adopt-from somebody",
                "verify-backup"
            })
    void whatIsNotUnderstoodIsUsage(String arguments) {
        assertThat(line.typeIn(directory, arguments)).isEqualTo(2);

        assertThat(line.err()).containsAnyOf("Usage: upgrader", "Did you mean");
        assertThat(line.out()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade latest", "check v1.5.0", "plan v1.5.0", "plan 1.5 --output json"})
    void aVersionThatIsNoneIsRefused(String arguments) throws IOException {
        InstallationDirectory.in(directory);

        line.assertRefused(line.typeIn(directory, arguments), 3, ErrorCode.RELEASE_UNKNOWN);
    }

    @Test
    void theDirectoryMayBeNamedAfterTheCommandToo() throws IOException {
        InstallationDirectory.in(directory);

        assertThat(line.run("history", "-C", directory.toString())).isZero();
    }

    @Test
    void withoutACommandThereIsHelp() {
        assertThat(line.run("--help")).isZero();
        assertThat(line.out()).contains("upgrade", "rollback", "verify-backup", "Exit codes: 0 the target runs");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpExplainsEveryOption(String command) {
        CommandLine subcommand = line.commandLine().getSubcommands().get(command);
        assertThat(line.run(command, "--help")).isZero();

        assertThat(subcommand.getCommandSpec().usageMessage().description())
                .as("description of " + command)
                .isNotEmpty();
        for (OptionSpec option : subcommand.getCommandSpec().options()) {
            assertThat(line.out()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        }
    }

    static Stream<String> commands() {
        return new Listening().commandLine().getSubcommands().keySet().stream();
    }
}
