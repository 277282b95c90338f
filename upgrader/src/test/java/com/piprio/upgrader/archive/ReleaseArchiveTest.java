package com.piprio.upgrader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PublishedImage;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives must be, and hostile ones. */
class ReleaseArchiveTest {
    private static final ReleaseVersion OLDER = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion VERSION = ReleaseVersion.parse("1.5.0");
    private static final int TYPE = 156;
    private static final int SIZE = 124;

    @TempDir
    private Path directory;

    private ReleaseArchive open(byte[] content) throws IOException {
        return ReleaseArchive.open(Files.write(directory.resolve("archive.tar"), content), Progress.none());
    }

    private OperatorException refusal(byte[] content) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> open(content).close())
                .actual();
    }

    private void assertRefused(byte[] content, String found) {
        OperatorException refusal = refusal(content);
        assertThat(refusal.code()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        assertThat(refusal.found()).contains(found);
    }

    @Test
    void aWholeArchiveHasItsReleaseAndItsImages() throws IOException {
        TestArchive whole = TestArchive.whole();
        try (ReleaseArchive archive = open(whole.bytes())) {
            assertThat(archive.versions()).hasToString("[1.5.0]");
            assertThat(archive.digest("piprio/api:1.5.0")).contains(whole.digestOf("piprio/api:1.5.0"));
            assertThat(archive.has(whole.digestOf("piprio/web:1.5.0"))).isTrue();
            String layer = TestArchive.digest(TestArchive.bytes("common"));
            assertThat(archive.size(layer)).contains(6L);
            assertThat(archive.content(layer)).hasContent("common");
            assertThat(archive.has(layer)).isFalse();
            assertThat(archive.size("sha256:../../etc/passwd")).isEmpty();
        }
    }

    @Test
    void saysHowFarItIs() throws IOException {
        byte[] whole = TestArchive.whole().bytes();
        StringBuilder said = new StringBuilder();
        ReleaseArchive.open(
                        Files.write(directory.resolve("archive.tar"), whole),
                        (what, done, total) -> said.append(what).append(done <= total && total == whole.length))
                .close();

        assertThat(said).contains("checking the archivetrue").doesNotContain("false");
    }

    @Test
    void anArchiveThatIsNotThereIsTheOperatorsToFind() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ReleaseArchive.open(directory.resolve("none.tar"), Progress.none()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ReleaseArchive.open(directory, Progress.none()))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
    }

    // As a copy can spoil it

    @Test
    void noPartOfTheBeginningIsAnArchive() {
        byte[] whole = TestArchive.whole().bytes();
        for (int length = 0; length < whole.length; length += 173) {
            assertThat(refusal(Arrays.copyOf(whole, length)).code())
                    .as("the first " + length + " bytes")
                    .isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        }
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "the archive ends before its end mark");
        assertRefused(Arrays.copyOf(whole, whole.length - 512), "the archive ends before its end mark");
    }

    @Test
    void noByteCanBeAnother() {
        TestArchive whole = TestArchive.whole();
        byte[] bytes = whole.bytes();
        for (int i = 0; i < bytes.length; i += 3) {
            if (i < TestArchive.indexStart() || i >= whole.indexEnd()) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= 1;
                assertThat(refusal(flipped).code()).as("byte " + i).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 10_240})
    void nothingIsBehindTheEnd(int more) {
        byte[] whole = TestArchive.whole().bytes();

        assertRefused(Arrays.copyOf(whole, whole.length + more), "there is more behind the end mark");
    }

    @Test
    void theErrorNamesTheByte() {
        TestArchive whole = TestArchive.whole();
        int header = whole.indexEnd() + TarHeader.padding(whole.indexEnd());
        byte[] bytes = whole.bytes();
        bytes[header] ^= 1;

        assertThat(refusal(bytes).found()).startsWith("byte " + header + ": ");
    }

    // As somebody can make it

    static Stream<Arguments> changes() {
        return Stream.of(
                change(archive -> archive.without("api"), "is missing, which piprio/api:1.5.0 names"),
                change(archive -> archive.without("common"), "is missing, which piprio/api:1.5.0 names"),
                change(archive -> archive.changed("api", "apj"), "does not have the hash that is its name"),
                change(archive -> archive.with("stray"), "belongs to no image"),
                change(archive -> archive.marker("{\"imageLayoutVersion\":\"2.0.0\"}"), "another form of archives"),
                change(
                        archive -> archive.image("piprio/release:1.6.0", "x"),
                        "piprio/release:1.5.0 does not say to which of the 2 releases it belongs"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.6.0"),
                        "piprio/more:1 belongs to release 1.6.0, which is missing"),
                change(archive -> archive.image("piprio/more:1", "x").belongsTo(""), "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.5.0\u001b[2J"),
                        "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("../1.5.0"),
                        "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.5"),
                        "piprio/more:1 names a release, and not by its version"),
                change(archive -> archive.index("[]"), "index.json is no JSON object"),
                change(archive -> archive.index("{"), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"a\":1,\"a\":1}"), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"a\":" + "[".repeat(500)), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"schemaVersion\":2,\"manifests\":{}}"), "no list in 'manifests'"),
                change(archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[]}"), "is no manifest"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../x\"}]}"),
                        "without a proper digest or size"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:"
                                + "0".repeat(64) + "\",\"size\":-1}]}"),
                        "without a proper digest or size"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:"
                                + "0".repeat(64) + "\",\"size\":1}]}"),
                        "an image without a name"),
                change(
                        archive ->
                                archive.index("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\\r\\nb: c\"}]}"),
                        "of an impossible kind"),
                change(archive -> archive.image("evil\u001b[2J:1", "x"), "of an impossible kind or name"),
                change(archive -> archive.manifest("piprio/more:1", oldForm()), "of a form that is too old"));
    }

    private static Arguments change(UnaryOperator<TestArchive> change, String found) {
        return Arguments.of(found, change);
    }

    private static ObjectNode oldForm() {
        return Descriptor.JSON.createObjectNode().put("schemaVersion", 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatDoesNotFitTogetherIsRefused(String found, UnaryOperator<TestArchive> change) {
        assertRefused(change.apply(TestArchive.whole()).bytes(), found);
    }

    @Test
    void aBlobOfAnotherSizeThanItsImageSaysIsRefused() {
        ObjectNode manifest = Descriptor.JSON.createObjectNode().put("schemaVersion", 2);
        manifest.set(
                "config", new Descriptor("", TestArchive.digest(TestArchive.bytes("api")), 4, null, false).write());

        assertRefused(
                TestArchive.whole().manifest("piprio/more:1", manifest).bytes(),
                "has 3 bytes, and 4 as piprio/more:1 says");
    }

    @Test
    void anImageWithoutANameOfItsOwnIsRefused() {
        assertRefused(
                TestArchive.whole().image("piprio/api:1.5.0", "again").bytes(),
                "piprio/api:1.5.0 is there twice for release 1.5.0");
        assertRefused(
                TestArchive.whole().image("piprio/api:1.5.0", "common", "api").bytes(),
                "index.json has piprio/api:1.5.0 twice");
    }

    @Test
    void aReleaseThatIsNamedTwiceIsRefused() {
        assertRefused(
                TestArchive.whole().image("piprio/release:1.5.0", "other files").bytes(),
                "index.json has piprio/release:1.5.0 twice");
        assertRefused(
                TestArchive.ofTwo()
                        .image("piprio/release:1.4.0", "other files")
                        .belongsTo("1.4.0")
                        .bytes(),
                "index.json has piprio/release:1.4.0 twice");
        assertRefused(
                TestArchive.ofTwo()
                        .image("piprio/more:1", "x")
                        .belongsTo("1.4.0 1.4.0")
                        .bytes(),
                "piprio/more:1 is there twice for release 1.4.0");
    }

    @Test
    void aReleaseOfAnotherReleaseIsRefused() {
        assertRefused(
                TestArchive.ofTwo()
                        .image("piprio/release:1.6.0", "files")
                        .belongsTo("1.5.0")
                        .bytes(),
                "piprio/release:1.6.0 belongs to release 1.5.0");
    }

    // Several releases

    @Test
    void severalReleasesShareWhatTheyHaveInCommon() throws IOException {
        TestArchive two = TestArchive.ofTwo();
        try (ReleaseArchive archive = open(two.bytes())) {
            assertThat(archive.versions()).hasToString("[1.4.0, 1.5.0]");
            assertThat(archive.digest("piprio/web:1")).contains(two.digestOf("piprio/web:1"));
            assertThat(archive.digest("piprio/postgres:17"))
                    .as("a name that means two images")
                    .isEmpty();
            assertThat(archive.has(two.digestOf("piprio/postgres:17"))).isTrue();
        }
    }

    @Test
    void eachReleaseHasExactlyTheImagesThatItNames() throws IOException {
        TestArchive two = TestArchive.ofTwo();
        PublishedImage api = new PublishedImage("piprio/api", "1.4.0", two.digestOf("piprio/api:1.4.0"));
        PublishedImage database = new PublishedImage("piprio/postgres", "17", two.digestOf("piprio/postgres:17"));
        PublishedImage web = new PublishedImage("piprio/web", "1", two.digestOf("piprio/web:1"));
        PublishedImage newer = new PublishedImage("piprio/api", "1.5.0", two.digestOf("piprio/api:1.5.0"));
        try (ReleaseArchive archive = open(two.bytes())) {
            archive.requireImages(OLDER, List.of(api, database, web));

            assertUnfit(archive, OLDER, List.of(api, database), "1 images that release 1.4.0 does not name");
            assertUnfit(archive, OLDER, List.of(api, database, web, newer), "piprio/api:1.5.0 is missing");
            assertUnfit(
                    archive,
                    VERSION,
                    List.of(newer, database, web),
                    "piprio/postgres:17 is not the image that release 1.5.0 names");
        }
    }

    @Test
    void aLayerThatTwoReleasesNeedIsMissedByTheFirst() {
        assertRefused(TestArchive.ofTwo().without("common").bytes(), "is missing, which piprio/api:1.4.0 names");
        assertRefused(TestArchive.ofTwo().without("api").bytes(), "is missing, which piprio/api:1.5.0 names");
        assertRefused(TestArchive.ofTwo().with("stray").bytes(), "belongs to no image");
    }

    @Test
    void noPartOfAnArchiveOfTwoIsAnArchive() {
        byte[] two = TestArchive.ofTwo().bytes();
        for (int length = 0; length < two.length; length += 397) {
            assertThat(refusal(Arrays.copyOf(two, length)).code())
                    .as("the first " + length + " bytes")
                    .isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"piprio/release:latest", "piprio/release:", "piprio/releases:1.5.0"})
    void anArchiveOfNoReleaseIsRefused(String name) {
        assertThat(refusal(new TestArchive().image(name, "x").bytes()).found())
                .containsAnyOf("names no release by its version", "names a release, and not by its version");
    }

    @Test
    void anImageOfSeveralMachinesIsWholeWithAllOfThem() throws IOException {
        TestArchive whole = TestArchive.whole();
        ObjectNode index = Descriptor.JSON.createObjectNode().put("schemaVersion", 2);
        String api = whole.digestOf("piprio/api:1.5.0");
        try (ReleaseArchive archive = open(whole.bytes())) {
            index.putArray("manifests")
                    .add(new Descriptor(
                                    TestArchive.IMAGE, api, archive.size(api).orElseThrow(), null, true)
                            .write());
        }

        try (ReleaseArchive archive =
                open(whole.manifest("piprio/both:1", index).bytes())) {
            assertThat(archive.digest("piprio/both:1")).isPresent();
        }
    }

    // Tar files that are none of ours

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
        assertRefused(withEntry(new TarHeader(name, 0).write()), "does not belong into an archive");
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

        assertRefused(withEntry(header), "is " + kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"77777777777\0", "00000003000\0"})
    void aFileThatEndsBehindTheArchiveIsRefused(String size) {
        assertRefused(withEntry(sized(Layout.blob("sha256:" + "0".repeat(64)), size)), "behind the end of the archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0000000001\0", "0000000000x\0", "           \0", "\u0080\0\0\0\0\0\0\0\0\0\0\u0001"})
    void aSizeThatIsNoNumberIsRefused(String size) {
        assertRefused(withEntry(sized(Layout.blob("sha256:" + "0".repeat(64)), size)), "a number that is none");
    }

    @Test
    void aFileThatIsTooLargeForItsKindIsRefused() {
        assertRefused(withEntry(sized(Layout.INDEX, "00100000000\0")), "index.json is too large: 16777216 bytes");
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() {
        assertRefused(withEntry(new TarHeader(Layout.INDEX, 0).write()), "index.json is there twice");
    }

    @Test
    void aNameWithSomethingBehindItsEndIsRefused() {
        byte[] header = new TarHeader(Layout.INDEX, 0).write();
        header[Layout.INDEX.length() + 1] = 'x';

        assertRefused(withEntry(header), "does not belong into an archive");
    }

    @Test
    void moreFilesThanAnyReleaseHasAreRefused() {
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        TestArchive archive = TestArchive.whole();
        for (int i = 0; i < Layout.MOST_FILES; i++) {
            archive.with("stray " + i);
        }
        files.writeBytes(archive.bytes());

        assertRefused(files.toByteArray(), "is one file too many");
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

    // What the release says

    @Test
    void hasExactlyTheImagesThatTheReleaseNames() throws IOException {
        TestArchive whole = TestArchive.whole();
        PublishedImage api = new PublishedImage("piprio/api", "1.5.0", whole.digestOf("piprio/api:1.5.0"));
        PublishedImage web = new PublishedImage("piprio/web", "1.5.0", whole.digestOf("piprio/web:1.5.0"));
        PublishedImage worker = new PublishedImage("piprio/worker", "1.5.0", web.digest());
        PublishedImage other = new PublishedImage("piprio/web", "1.5.0", api.digest());
        try (ReleaseArchive archive = open(whole.bytes())) {
            archive.requireImages(VERSION, List.of(api, web));

            assertUnfit(archive, VERSION, List.of(api, web, worker), "piprio/worker:1.5.0 is missing");
            assertUnfit(
                    archive,
                    VERSION,
                    List.of(api, other),
                    "piprio/web:1.5.0 is not the image that release 1.5.0 names");
            assertUnfit(archive, VERSION, List.of(api), "1 images that release 1.5.0 does not name");
        }
    }

    private static void assertUnfit(
            ReleaseArchive archive, ReleaseVersion version, List<PublishedImage> images, String found) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> archive.requireImages(version, images))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ARCHIVE_UNUSABLE);
                    assertThat(problem.found()).isEqualTo(found);
                });
    }
}
