package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIndexTest {
    private static final String HASH = "ab" + "0".repeat(62);
    private static final String LINE =
            "{\"key\":\"k\",\"size\":1,\"sha256\":\"" + HASH + "\",\"blob\":\"objects/ab/" + HASH + "\"}";

    @TempDir
    Path folder;

    private OperatorException refusal(String content) throws IOException {
        Path file = folder.resolve("refused.ndjson");
        Files.writeString(file, content);
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> ObjectIndex.read(Content.of(file), entry -> {}));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void keepsEveryKeyAsItIs() throws IOException {
        List<ObjectEntry> entries = new ArrayList<>();
        for (String key : List.of(
                "../x",
                "/lead",
                "a//b",
                "a",
                "a/b",
                "line\nfeed",
                "tab\t",
                "\u0001",
                "\u00e9",
                "e\u0301",
                "\uD83D\uDE00",
                "quote\"",
                "back\\slash",
                "%2F",
                "+ ?",
                "x".repeat(1024),
                "\u0001".repeat(1024))) {
            entries.add(key.length() % 2 == 0 ? plain(key) : described(key));
        }
        Path file = folder.resolve("index.ndjson");
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(Files.newOutputStream(file))) {
            for (ObjectEntry entry : entries) {
                writer.add(entry);
            }
            assertThat(writer.count()).isEqualTo(entries.size());
        }
        List<ObjectEntry> read = new ArrayList<>();
        ObjectIndex.read(Content.of(file), read::add);

        assertThat(read).isEqualTo(entries);
        assertThat(Files.readAllLines(file)).hasSize(entries.size());
    }

    private static ObjectEntry plain(String key) {
        return new ObjectEntry(key, 7, HASH, ObjectHeaders.ofType(null));
    }

    private static ObjectEntry described(String key) {
        return new ObjectEntry(
                key,
                7,
                HASH,
                "cd" + "1".repeat(62),
                new ObjectHeaders(
                        "text/plain",
                        new TreeMap<>(Map.of("cacheControl", "no-cache", "contentLanguage", "de")),
                        new TreeMap<>(Map.of("author", "=?UTF-8?Q?J=C3=BCrgen?=", "empty", ""))),
                ObjectVersion.of("\"opaque\"", Instant.parse("2026-11-24T08:15:00.9Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"key\":\"k\"}",
                "{\"key\":\"\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\"}",
                "{\"key\":\"k\",\"size\":-1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\"}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"x\",\"blob\":\"objects/ab/H\"}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/../H\"}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"/etc/passwd\"}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\",\"more\":1}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\",\"headers\":{\"location\":\"x\"}}",
                "{\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\",\"etag\":\"x\"}",
                "{\"key\":\"k\",\"key\":\"k\",\"size\":1,\"sha256\":\"H\",\"blob\":\"objects/ab/H\"}",
            })
    void refusesMalformedLinesByNumber(String line) throws IOException {
        assertThat(refusal(LINE + "\n" + line.replace("H", HASH) + "\n").problem())
                .contains("line 2");
    }

    @Test
    void refusesALineWithoutEndAndALineWithoutLimit() throws IOException {
        assertThat(refusal(LINE).problem()).contains("no end");
        assertThat(refusal("x".repeat(1 << 20)).problem()).contains("too long");
    }

    @Test
    void aByteOfZeroEndsNothing() throws IOException {
        assertThat(refusal(LINE + "\n\0\n" + LINE + "\n").problem()).contains("line 2", "not valid JSON");
    }

    @Test
    void aLineIsSilentAboutWhatAnObjectLacks() throws IOException {
        Path file = folder.resolve("silent.ndjson");
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(Files.newOutputStream(file))) {
            writer.add(new ObjectEntry("k", 1, HASH, ObjectHeaders.ofType(null)));
        }

        assertThat(Files.readString(file)).isEqualTo(LINE + "\n");
    }

    @Test
    void takesALineAtItsLimitAndNoLonger() throws IOException {
        Path file = folder.resolve("long.ndjson");
        List<ObjectEntry> entries = new ArrayList<>();
        Files.writeString(file, ofLength(ObjectIndex.LONGEST_LINE) + "\n" + LINE + "\n");
        ObjectIndex.read(Content.of(file), entries::add);

        assertThat(entries).hasSize(2);
        assertThat(refusal(ofLength(ObjectIndex.LONGEST_LINE + 1) + "\n").problem())
                .contains("line 1", "too long");
    }

    /** No single text may be so long. */
    private static String ofLength(int length) {
        String third = "x".repeat(10_000);
        String begin = LINE.substring(0, LINE.length() - 1) + ",\"metadata\":{\"a\":\"" + third + "\",\"b\":\"" + third
                + "\",\"c\":\"";
        return begin + "x".repeat(length - begin.length() - 3) + "\"}}";
    }

    @Test
    void tellsWhereALineBegins() throws IOException {
        Path file = folder.resolve("two.ndjson");
        Files.writeString(file, LINE + "\n" + LINE + "\n");
        List<Long> positions = new ArrayList<>();

        ObjectIndex.readLines(Content.of(file), (entry, position) -> positions.add(position));

        assertThat(positions).containsExactly(0L, LINE.length() + 1L);
    }

    @Test
    void addsUpWhatItWrote() throws IOException {
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(Files.newOutputStream(folder.resolve("sum.ndjson")))) {
            writer.add(plain("a"));
            writer.add(plain("b"));

            assertThat(writer.count()).isEqualTo(2);
            assertThat(writer.bytes()).isEqualTo(14);
        }
    }

    @Test
    void refusesAMomentThatNoClockShows() throws IOException {
        String version = ",\"etag\":\"x\",\"modified\":";
        String line = LINE.substring(0, LINE.length() - 1) + version;

        assertThat(refusal(line + Long.MAX_VALUE + "}\n").problem()).contains("field 'modified': is too large");
        assertThat(ObjectIndex.entry(BundleFixture.bytes(line + Instant.MAX.getEpochSecond() + "}"), "line")
                        .version())
                .isNotNull();
    }

    @Test
    void namesAFileThatCannotBeRead() {
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> ObjectIndex.read(Content.of(folder.resolve("absent")), entry -> {}));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
    }
}
