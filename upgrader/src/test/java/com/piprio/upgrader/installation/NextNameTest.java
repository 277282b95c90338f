package com.piprio.upgrader.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextNameTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:00.700Z");

    @TempDir
    private Path directory;

    private Instant next() {
        return NextName.after(Installation.unborn(directory), NOW);
    }

    private void exists(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    @Test
    void isTheClocksSecondWhereNothingWasEverNamed() {
        assertThat(next()).isEqualTo("2026-11-24T08:15:00Z");
    }

    @Test
    void olderNamesDoNotMatter() throws IOException {
        exists("backups/piprio_20261124T081459Z");

        assertThat(next()).isEqualTo("2026-11-24T08:15:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backups/piprio_20261124T091500Z",
                "backups/piprio_20261124T091500Z.partial",
                "backups/restore_20261124T091500Z",
                ".piprio/history/20261124T091500Z.json",
                ".piprio/logs/20261124T091500Z.log"
            })
    void comesAfterTheNewestNameThoughTheClockWasSetBack(String name) throws IOException {
        exists("backups/piprio_20261124T090000Z");
        exists(name);

        assertThat(next()).isEqualTo("2026-11-24T09:15:01Z");
    }

    @Test
    void twoInOneSecondAreTwo() throws IOException {
        exists(".piprio/logs/20261124T081500Z.log");

        assertThat(next()).isEqualTo("2026-11-24T08:15:01Z");
    }

    @Test
    void whatIsNamedOtherwiseIsNobodysName() throws IOException {
        exists("backups/piprio_20269999T999999Z");
        exists("backups/lost+found");
        exists(".piprio/logs/notes.txt");

        assertThat(next()).isEqualTo("2026-11-24T08:15:00Z");
    }
}
