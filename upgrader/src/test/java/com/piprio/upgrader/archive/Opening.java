package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what a test made for an archive. */
final class Opening {

    private Opening() {}

    static ReleaseArchive open(Path directory, byte[] content) throws IOException {
        return ReleaseArchive.open(Files.write(directory.resolve("archive.tar"), content), Progress.none());
    }

    /** How the opening is refused. */
    static OperatorException refusal(Path directory, byte[] content) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> open(directory, content).close())
                .actual();
    }

    static void assertRefused(Path directory, byte[] content, String found) {
        OperatorException refusal = refusal(directory, content);
        assertThat(refusal.code()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        assertThat(refusal.found()).contains(found);
    }
}
