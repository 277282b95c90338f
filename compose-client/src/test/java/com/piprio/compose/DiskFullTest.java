package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
    @TempDir
    Path directory;

    /** Linux has a device that is always full. */
    private static IOException ofTheKernel() {
        return catchThrowableOfType(IOException.class, () -> Files.writeString(Path.of("/dev/full"), "x"));
    }

    @Test
    void isKnownByTheWordsOfTheKernel() {
        assertThat(DiskFull.explains(directory, ofTheKernel().getMessage())).isTrue();
        assertThat(DiskFull.saidBy("write /dev/stdout: no space left on device"))
                .isTrue();
        assertThat(DiskFull.saidBy("ERROR: could not extend file: Disk quota exceeded"))
                .isTrue();
    }

    @Test
    void otherFailuresAreOthers() {
        assertThat(DiskFull.explains(directory.resolve("none/x"), "Permission denied"))
                .isFalse();
        assertThat(DiskFull.saidBy(null)).isFalse();
        assertThat(AtomicFiles.unwritable(directory.resolve("x"), new NoSuchFileException("x"))
                        .code())
                .isEqualTo(ErrorCode.FILE_UNWRITABLE);
    }

    @Test
    void aFileThatFindsNoRoomSaysWhereToMakeSome() {
        OperatorException problem = AtomicFiles.unwritable(directory.resolve("x"), ofTheKernel());

        assertThat(problem.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(problem.expected()).isEqualTo("room on the disk that holds " + directory);
        assertThat(problem.remedy()).contains("df -h");
    }
}
