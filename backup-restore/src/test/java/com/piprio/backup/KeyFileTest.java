package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path folder;

    private List<String> back(List<String> keys) throws IOException {
        KeyFile file = new KeyFile(folder.resolve("keys"));
        file.write(keys::forEach);
        List<String> read = new ArrayList<>();
        file.each(read::add);
        file.remove();
        assertThat(folder).isEmptyDirectory();
        return read;
    }

    @Test
    void bringsEveryKeyBackExactly() throws IOException {
        List<String> keys = List.of("a", "", "line\nfeed", "\uD83D\uDE00", "k".repeat(1024));
        assertThat(back(keys)).isEqualTo(keys);
    }

    @Test
    void mayBeEmptyOrLongerThanAnyBuffer() throws IOException {
        assertThat(back(List.of())).isEmpty();
        List<String> many = new ArrayList<>();
        for (int number = 0; number < 5000; number++) {
            many.add("documents/" + number);
        }
        assertThat(back(many)).isEqualTo(many);
    }
}
