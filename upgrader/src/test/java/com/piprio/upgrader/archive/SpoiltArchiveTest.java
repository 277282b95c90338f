package com.piprio.upgrader.archive;

import static com.piprio.upgrader.archive.Opening.assertRefused;
import static com.piprio.upgrader.archive.Opening.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive as a copy can spoil it: cut, changed by a bit, or longer than it was. */
class SpoiltArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void noPartOfTheBeginningIsAnArchive() {
        byte[] whole = TestArchive.whole().bytes();
        for (int length = 0; length < whole.length; length += 173) {
            assertThat(refusal(directory, Arrays.copyOf(whole, length)).code())
                    .as("the first " + length + " bytes")
                    .isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        }
        assertRefused(directory, Arrays.copyOf(whole, whole.length - 1), "the archive ends before its end mark");
        assertRefused(directory, Arrays.copyOf(whole, whole.length - 512), "the archive ends before its end mark");
    }

    @Test
    void noPartOfAnArchiveOfTwoIsAnArchive() {
        byte[] two = TestArchive.ofTwo().bytes();
        for (int length = 0; length < two.length; length += 397) {
            assertThat(refusal(directory, Arrays.copyOf(two, length)).code())
                    .as("the first " + length + " bytes")
                    .isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        }
    }

    @Test
    void noByteCanBeAnother() {
        TestArchive whole = TestArchive.whole();
        byte[] bytes = whole.bytes();
        for (int i = 0; i < bytes.length; i += 3) {
            if (i < TestArchive.indexStart() || i >= whole.indexEnd()) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= 1;
                assertThat(refusal(directory, flipped).code()).as("byte " + i).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 10_240})
    void nothingIsBehindTheEnd(int more) {
        byte[] whole = TestArchive.whole().bytes();

        assertRefused(directory, Arrays.copyOf(whole, whole.length + more), "there is more behind the end mark");
    }

    @Test
    void theErrorNamesTheByte() {
        TestArchive whole = TestArchive.whole();
        int header = whole.indexEnd() + TarHeader.padding(whole.indexEnd());
        byte[] bytes = whole.bytes();
        bytes[header] ^= 1;

        assertThat(refusal(directory, bytes).found()).startsWith("byte " + header + ": ");
    }
}
