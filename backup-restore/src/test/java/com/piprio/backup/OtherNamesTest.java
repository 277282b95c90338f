package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherNamesTest {
    private static final String OWN = "piprio_20261124T081500Z";

    @TempDir
    Path backups;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        Files.createDirectory(backups.resolve(OWN));
        file = Files.writeString(backups.resolve(OWN).resolve("a"), "content");
    }

    private void linkIn(String directory, String name) throws IOException {
        Files.createLink(Files.createDirectories(backups.resolve(directory)).resolve(name), file);
    }

    private OtherNames.Names names() throws IOException {
        return new OtherNames(backups.resolve(OWN)).of("a");
    }

    @Test
    void oneNameNeedsNoExplanation() throws IOException {
        assertThat(names()).isEqualTo(new OtherNames.Names(1, 1));
        assertThat(names().explained()).isTrue();
    }

    /** Of the root directory there is nothing around. */
    @Test
    void oneNameIsNoReasonToLookAround() throws IOException {
        assertThat(new OtherNames(Path.of("/")).of("proc/self/status")).isEqualTo(new OtherNames.Names(1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "piprio_20261125T081500Z",
                "piprio_20261125T081500Z.partial",
                ".trash-piprio_20261125T081500Z",
                ".trash-piprio_20261125T081500Z.partial"
            })
    void aNameInABundleBesideItIsExplained(String directory) throws IOException {
        linkIn(directory, "a");

        assertThat(names()).isEqualTo(new OtherNames.Names(2, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere, a",
        "piprio_20261125T081500Z.copy, a",
        ".trash-mine, a",
        "piprio_20261125T081500Z, b",
        "piprio_20261124T081500Z, b"
    })
    void aNameAnywhereElseIsNot(String directory, String name) throws IOException {
        linkIn(directory, name);

        assertThat(names()).isEqualTo(new OtherNames.Names(2, 1));
        assertThat(names().explained()).isFalse();
    }

    @Test
    void theSameNameWithAnotherContentExplainsNothing() throws IOException {
        linkIn("elsewhere", "a");
        Files.writeString(
                Files.createDirectory(backups.resolve("piprio_20261125T081500Z"))
                        .resolve("a"),
                "content");

        assertThat(names()).isEqualTo(new OtherNames.Names(2, 1));
    }

    @Test
    void looksAgainWhereABundleCameMeanwhile() throws IOException {
        OtherNames names = new OtherNames(backups.resolve(OWN));
        assertThat(names.of("a").explained()).isTrue();

        linkIn("piprio_20261125T081500Z", "a");
        assertThat(names.of("a").explained()).isTrue();
        linkIn("piprio_20261126T081500Z", "a");
        assertThat(names.of("a")).isEqualTo(new OtherNames.Names(3, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "piprio_20261125T081500Z, true",
        "piprio_20261125T081500Z.partial, true",
        ".trash-piprio_20261125T081500Z, true",
        "piprio_20261125T081500Z.partial.partial, false",
        ".trash-.trash-piprio_20261125T081500Z, false",
        "restore_20261125T081500Z, false",
        ".partial, false"
    })
    void knowsWhatWasABundle(String name, boolean is) {
        assertThat(Bundles.isOrWasBundle(name)).isEqualTo(is);
    }
}
