package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every error block sends the operator to a section of the errors page. */
class ErrorsPageTest {
    private static final Path PAGE = Path.of("../docs/operations/errors.md");

    @Test
    void everyErrorHasASectionAndEverySectionAnError() throws IOException {
        assertThat(sections().map(heading -> heading.lines().findFirst().orElseThrow()))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(error -> error.code() + " " + error.meaning())
                        .toList());
    }

    @Test
    void everySectionSaysWhatToDo() throws IOException {
        assertThat(sections()).allSatisfy(section -> assertThat(section).contains("\n- Do: "));
    }

    private static Stream<String> sections() throws IOException {
        List<String> parts = List.of(Files.readString(PAGE).split("\n## "));
        return parts.stream().skip(1);
    }
}
