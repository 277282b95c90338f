package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.archive.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive of several releases in which somebody changed something: exit code 3, and the installation is as it was. */
class HostileArchiveTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void install() throws IOException {
        InstallationDirectory.in(directory);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("1.4.0 twice", archive -> archive.image("piprio/release:1.4.0", "x")
                        .belongsTo("1.4.0")),
                change("twice for release 1.5.0", archive -> archive.image("piprio/api:1.5.0", "x")
                        .belongsTo("1.5.0")),
                change("does not say to which of the 2 releases", archive -> archive.image("piprio/more:1", "x")),
                change("release 1.6.0, which is missing", archive -> archive.image("piprio/more:1", "x")
                        .belongsTo("1.6.0")),
                change("of an impossible kind or name", archive -> archive.image("../../etc/passwd\n", "x")
                        .belongsTo("1.5.0")),
                change("of an impossible kind or name", archive -> archive.image("piprio/more:1", "x")
                        .belongsTo("../../1.5.0")),
                change("is missing, which piprio/api:1.4.0 names", archive -> archive.without("common")),
                change("belongs to no image", archive -> archive.with("stray")));
    }

    private static Arguments change(String found, UnaryOperator<TestArchive> change) {
        return Arguments.of(found, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isRefusedBeforeAnythingIsDone(String found, UnaryOperator<TestArchive> change) throws IOException {
        Path file = change.apply(TestArchive.ofTwo()).in(elsewhere);
        List<Path> before = files();

        for (String command : List.of("upgrade --through-stops", "upgrade 1.4.0", "plan", "check", "resume")) {
            Listening line = new Listening();
            String[] arguments = (command + " --from-archive " + file).split(" ");

            assertThat(line.runIn(directory, arguments)).as(command).isEqualTo(3);
            assertThat(line.err()).startsWith("ERROR UPG-322  ").contains(found);
        }

        assertThat(files()).isEqualTo(before);
        assertThat(directory.resolve(".env")).hasContent(InstallationDirectory.ENVIRONMENT);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted().toList();
        }
    }
}
