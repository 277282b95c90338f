package com.piprio.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationClassTest {

    @TempDir
    Path directory;

    @Test
    void isReadFromTheFirstLine() throws IOException {
        assertThat(MigrationClass.of(file("-- class: offline\nALTER TABLE x RENAME COLUMN a TO b;\n")))
                .isEqualTo(MigrationClass.OFFLINE);
        assertThat(MigrationClass.of(file("-- class: online\n-- class: offline\n")))
                .isEqualTo(MigrationClass.ONLINE);
    }

    @Test
    void aMigrationWithoutAClassIsRefused() throws IOException {
        Path file = file("ALTER TABLE x ADD COLUMN c integer;\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationClass.of(file))
                .withMessage("V9.0.0.1__x.sql must begin with '-- class: online' or '-- class: offline'");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("V9.0.0.1__x.sql"), content);
    }
}
