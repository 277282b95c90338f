package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    private static final byte[] CONTENT = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void makesAFileWithTheModeThatIsAskedFor() throws IOException {
        Path file = directory.resolve("haproxy.cfg");

        AtomicFiles.write(file, CONTENT, "rw-r--r--");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void replacesAFileAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "old and longer");

        AtomicFiles.write(file, CONTENT, AtomicFiles.OWNER_ONLY);

        assertThat(file).hasContent("new");
        assertThat(directory).isDirectoryNotContaining(entry -> !entry.equals(file));
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("x"));
        Files.writeString(occupied.resolve("y"), "");

        OperatorException thrown = catchThrowableOfType(
                OperatorException.class, () -> AtomicFiles.write(occupied, CONTENT, AtomicFiles.OWNER_ONLY));

        assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(directory).isDirectoryNotContaining(entry -> !entry.equals(occupied));
    }

    @Test
    void saysThatTheDirectoryIsMissing() {
        OperatorException thrown = catchThrowableOfType(
                OperatorException.class,
                () -> AtomicFiles.write(directory.resolve("none/x"), CONTENT, AtomicFiles.OWNER_ONLY));

        assertThat(thrown.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(thrown.problem()).contains("none/x");
    }
}
