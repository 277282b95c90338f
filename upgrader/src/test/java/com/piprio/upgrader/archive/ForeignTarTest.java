package com.piprio.upgrader.archive;

import static com.piprio.upgrader.archive.Opening.assertRefused;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tar files that are none of ours. */
class ForeignTarTest {
    private static final int TYPE = 156;
    private static final int SIZE = 124;

    @TempDir
    private Path directory;

    private void assertEntryRefused(byte[] header, String found) {
        assertRefused(directory, withEntry(header), found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/cron.d/evil",
                "/etc/passwd",
                "blobs/sha256/../../../evil",
                "blobs/sha256/ABCDEF",
                "./index.json",
                "index.json/",
                "blobs",
                "manifest.json",
                "evil\u001b[2J",
                ""
            })
    void aFileOfAnotherNameIsRefused(String name) {
        assertEntryRefused(new TarHeader(name, 0).write(), "does not belong into an archive");
    }

    @ParameterizedTest
    @CsvSource({
        "1, a link",
        "2, a link",
        "3, a device",
        "5, a folder",
        "6, a device",
        "x, of type",
        "g, of type",
        "L, of type",
        "S, of type",
        "7, of type"
    })
    void whatIsNoPlainFileIsRefused(char type, String kind) {
        byte[] header = new TarHeader(Layout.blob("sha256:" + "0".repeat(64)), 0).write();
        header[TYPE] = (byte) type;

        assertEntryRefused(header, "is " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"77777777777\0", "00000003000\0"})
    void aFileThatEndsBehindTheArchiveIsRefused(String size) {
        assertEntryRefused(sized(Layout.blob("sha256:" + "0".repeat(64)), size), "behind the end of the archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0000000001\0", "0000000000x\0", "           \0", "\u0080\0\0\0\0\0\0\0\0\0\0\u0001"})
    void aSizeThatIsNoNumberIsRefused(String size) {
        assertEntryRefused(sized(Layout.blob("sha256:" + "0".repeat(64)), size), "a number that is none");
    }

    @Test
    void aFileThatIsTooLargeForItsKindIsRefused() {
        assertEntryRefused(sized(Layout.INDEX, "00100000000\0"), "index.json is too large: 16777216 bytes");
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() {
        assertEntryRefused(new TarHeader(Layout.INDEX, 0).write(), "index.json is there twice");
    }

    @Test
    void aNameWithSomethingBehindItsEndIsRefused() {
        byte[] header = new TarHeader(Layout.INDEX, 0).write();
        header[Layout.INDEX.length() + 1] = 'x';

        assertEntryRefused(header, "does not belong into an archive");
    }

    @Test
    void moreFilesThanAnyReleaseHasAreRefused() {
        TestArchive archive = TestArchive.whole();
        for (int i = 0; i < Layout.MOST_FILES; i++) {
            archive.with("stray " + i);
        }

        assertRefused(directory, archive.bytes(), "is one file too many");
    }

    private static byte[] sized(String name, String size) {
        byte[] header = new TarHeader(name, 0).write();
        System.arraycopy(size.getBytes(StandardCharsets.ISO_8859_1), 0, header, SIZE, 12);
        return header;
    }

    /** A whole archive with one more header, whose sum is made right. */
    private static byte[] withEntry(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        byte[] text = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 148, text.length);
        ByteArrayOutputStream out = TestArchive.whole().files();
        out.writeBytes(header);
        out.writeBytes(new byte[2 * TarHeader.BLOCK]);
        return out.toByteArray();
    }
}
