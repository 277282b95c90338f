package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                catchThrowableOfType(OperatorException.class, () -> ObjectIndex.read(file, entry -> {}));
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
            entries.add(new ObjectEntry(key, 7, HASH, key.length() % 2 == 0 ? null : "text/plain"));
        }
        Path file = folder.resolve("index.ndjson");
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(file)) {
            for (ObjectEntry entry : entries) {
                writer.add(entry);
            }
            writer.finish();
            assertThat(writer.count()).isEqualTo(entries.size());
        }
        List<ObjectEntry> read = new ArrayList<>();
        ObjectIndex.read(file, read::add);

        assertThat(read).isEqualTo(entries);
        assertThat(Files.readAllLines(file)).hasSize(entries.size());
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
}
