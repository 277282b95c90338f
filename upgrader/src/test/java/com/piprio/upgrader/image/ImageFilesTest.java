package com.piprio.upgrader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    private static final byte[] NOTHING = new byte[0];

    private final ImageFiles image = new ImageFiles("release");

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        image.content().forEach((name, content) -> files.put(name, new String(content, StandardCharsets.UTF_8)));
        return files;
    }

    private void assertRefused(byte[] layer, String why) {
        assertThatExceptionOfType(MalformedImageException.class)
                .isThrownBy(() -> image.add(layer))
                .withMessageContaining(why);
    }

    private void assertRefused(TestLayer layer, String why) {
        assertRefused(layer.tar(), why);
    }

    @Test
    void plainFilesInTheFolderAreTakenAndNothingElse() throws MalformedImageException {
        image.add(new TestLayer()
                .file("etc/passwd", "root")
                .entry('2', "bin", NOTHING)
                .folder("release/")
                .file("release/a", "1")
                .folder("release/below/")
                .file("release/below/b", "2")
                .file("released", "3")
                .tar());

        assertThat(files()).hasToString("{a=1, below/b=2}");
    }

    @Test
    void layersMayBePackedAndBeginWithADot() throws MalformedImageException {
        image.add(new TestLayer()
                .folder("./")
                .folder("./release/")
                .file("./release/a", "1")
                .gzip());

        assertThat(files()).hasToString("{a=1}");
    }

    @Test
    void aLaterLayerCoversAnEarlierOne() throws MalformedImageException {
        image.add(new TestLayer().file("release/a", "1").file("release/b", "2").gzip());
        image.add(new TestLayer().file("release/b", "3").file("release/c", "4").tar());
        image.add(new TestLayer().tar());

        assertThat(files()).hasToString("{a=1, b=3, c=4}");
    }

    @Test
    void aFileBecomesAFolderAndAFolderAFile() throws MalformedImageException {
        image.add(new TestLayer()
                .file("release/a", "1")
                .file("release/b/c", "2")
                .file("release/b.d", "3")
                .file("release/e", "4")
                .tar());
        image.add(new TestLayer()
                .file("release/a/x", "5")
                .file("release/b", "6")
                .folder("release/e/")
                .tar());

        assertThat(files()).hasToString("{a/x=5, b=6, b.d=3}");
    }

    @Test
    void aLaterLayerTakesFilesAway() throws MalformedImageException {
        image.add(new TestLayer()
                .file("release/a", "1")
                .file("release/b/c", "2")
                .file("release/b/d", "3")
                .file("release/e/f", "4")
                .file("release/ef", "5")
                .tar());
        image.add(new TestLayer()
                .file("release/.wh.a", "")
                .file("release/b/new", "6")
                .file("release/b/.wh..wh..opq", "")
                .file("release/.wh.e", "")
                .tar());

        assertThat(files()).hasToString("{b/new=6, ef=5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.release", ".wh..wh..opq", "release/.wh..wh..opq"})
    void aLaterLayerTakesTheWholeFolderAway(String name) throws MalformedImageException {
        image.add(new TestLayer().file("release/a", "1").tar());
        image.add(new TestLayer().file(name, "").file("release/b", "2").tar());

        assertThat(files()).hasToString("{b=2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "release/../../evil",
                "release/..",
                "/release/evil",
                "release//evil",
                "release/./evil",
                "elsewhere/../release/evil",
                ".//release"
            })
    void aNameThatLeadsElsewhereIsRefused(String name) {
        assertRefused(new TestLayer().file(name, "x"), "which leads out of the image");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release/a b", "release/\u001b[2J", "release/a\nb", "release/a\\b"})
    void aNameThatNoFileOfOursHasIsRefusedAndShownHarmless(String name) {
        assertThatExceptionOfType(MalformedImageException.class)
                .isThrownBy(() -> image.add(new TestLayer().file(name, "x").tar()))
                .satisfies(problem -> assertThat(problem.why())
                        .contains("a name that no release has")
                        .doesNotContain("\u001b", "\n"));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "6", "7", "S"})
    void whatIsNeitherFileNorFolderIsRefused(char type) {
        assertRefused(new TestLayer().entry(type, "release/a", NOTHING), "release/a, which is no plain file or folder");
        assertRefused(new TestLayer().entry('2', "release", NOTHING), "release, which is no plain file or folder");
    }

    @Test
    void theFolderItselfIsOne() {
        assertRefused(new TestLayer().file("release", "x"), "release, which is no folder");
    }

    // Names that do not fit into a header

    private static byte[] pax(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void longerNamesAreReadAsToolsWriteThem() throws MalformedImageException {
        String path = "release/" + "long/".repeat(25) + "name";
        byte[] prefixed = TarBlock.write('0', "b", 1);
        System.arraycopy("release/prefix".getBytes(StandardCharsets.US_ASCII), 0, prefixed, 345, 14);
        image.add(new TestLayer()
                .entry('g', "pax_global_header", pax("21 comment=something\n"))
                .entry('x', "PaxHeaders/a", pax("30 mtime=1764000000.123456789\n147 path=" + path + "\n"))
                .file("release/cut", "1")
                .entry('L', "././@LongLink", pax("release/of/gnu\0"))
                .file("release/cut", "2")
                .header(summed(prefixed), pax("3"))
                .file("release/short", "4")
                .tar());

        assertThat(files())
                .containsOnlyKeys(path.substring("release/".length()), "of/gnu", "prefix/b", "short")
                .containsEntry(path.substring("release/".length()), "1");
    }

    private static byte[] summed(byte[] header) {
        byte[] sum = String.format(Locale.ROOT, "%06o\0 ", new TarBlock(header).sum())
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, header, 148, sum.length);
        return header;
    }

    @Test
    void aLongNameLeadsElsewhereAsLittleAsAShortOne() {
        assertRefused(
                new TestLayer()
                        .entry('x', "a", pax("24 path=release/../evil\n"))
                        .file("release/a", "x"),
                "which leads out of the image");
        assertRefused(
                new TestLayer().entry('L', "a", pax("/etc/evil\0")).file("release/a", "x"),
                "which leads out of the image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path=release/b\n",
                "99 path=release/b\n",
                "17 path=release/b",
                " 1 x\n",
                "2 \n",
                "99999999999 path=a\n",
                "18"
            })
    void aPaxHeaderThatIsNoneIsRefused(String records) {
        assertRefused(
                new TestLayer().entry('x', "a", pax(records)).file("release/a", "x"), "a pax header that is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11 size=12\n", "22 GNU.sparse.major=1\n"})
    void aFileThatIsNotWhatFollowsIsRefused(String record) {
        assertRefused(
                new TestLayer().entry('x', "a", pax(record)).file("release/a", "x"), "of a form that is not read");
    }

    // What is no layer

    @Test
    void anotherPackingIsNamed() {
        byte[] packed = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};

        assertRefused(packed, "packed with zstd");
    }

    @Test
    void whatIsNoTarIsRefused() {
        byte[] text = new byte[TarBlock.SIZE];
        Arrays.fill(text, (byte) 'x');
        byte[] changed = new TestLayer().file("release/a", "x").tar();
        changed[0] = 's';

        assertRefused(text, "no tar archive");
        assertRefused(TestLayer.gzip(text), "no tar archive");
        assertRefused(changed, "no tar archive");
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        byte[] whole = new TestLayer().file("release/a", "x".repeat(2_000)).tar();
        byte[] packed = TestLayer.gzip(whole);

        assertRefused(Arrays.copyOf(whole, TarBlock.SIZE + 1_000), "ends too early");
        assertRefused(Arrays.copyOf(whole, 100), "ends too early");
        assertRefused(Arrays.copyOf(packed, packed.length / 2), "ends too early");
        assertRefused(Arrays.copyOf(packed, 5), "ends too early");
        packed[2] = 7;
        assertRefused(packed, "cannot be unpacked");
    }

    @Test
    void withoutAnEndMarkALayerEndsWhereItEnds() throws MalformedImageException {
        byte[] whole = new TestLayer().file("release/a", "1").tar();

        image.add(Arrays.copyOf(whole, whole.length - 2 * TarBlock.SIZE));

        assertThat(files()).hasToString("{a=1}");
    }

    // Too much

    @ParameterizedTest
    @ValueSource(strings = {"release/a", "elsewhere"})
    void aSmallLayerThatBecomesLargeIsGivenUp(String name) {
        byte[] zeros = new byte[(Allowance.MOST_MEBIBYTES << 20) + 1];
        byte[] packed = new TestLayer().entry('0', name, zeros).gzip();

        assertThat(packed.length).isLessThan(1 << 20);
        assertRefused(packed, "unpacks to more than 32 MiB");
    }

    @Test
    void allLayersTogetherMayNotBecomeLarge() throws MalformedImageException {
        byte[] half =
                new TestLayer().entry('0', "elsewhere", new byte[17 << 20]).gzip();
        image.add(half);

        assertRefused(half, "unpacks to more than 32 MiB");
    }

    @Test
    void aSizeThatIsOnlySaidIsNotWaitedFor() {
        byte[] header = TarBlock.write('0', "release/a", 4L << 30);

        assertRefused(new TestLayer().header(header, NOTHING), "unpacks to more than 32 MiB");
    }

    @Test
    void tooManyFilesAreGivenUp() {
        TestLayer layer = new TestLayer();
        for (int i = 0; i <= Allowance.MOST_ENTRIES; i++) {
            layer.file("release/" + i, "");
        }

        assertRefused(layer, "has more than 20000 files");
    }
}
