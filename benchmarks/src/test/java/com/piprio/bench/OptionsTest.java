package com.piprio.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), Contender.NAMES);
    }

    @Test
    void asksForFiveRoundsOfAllWhenNothingIsSaid() {
        Options options = parse("");
        assertEquals(5, options.repeats());
        assertEquals(Contender.NAMES, options.contenders());
        assertEquals(Duration.ofSeconds(30), options.before());
        assertEquals(Duration.ofSeconds(60), options.after());
        assertEquals(120, options.rate());
    }

    @Test
    void takesBothWaysToWriteAValue() {
        Options options = parse("--repeats=2 --before 1m --contenders hold,compose-up --json out.json --rate 10");
        assertEquals(2, options.repeats());
        assertEquals(Duration.ofMinutes(1), options.before());
        assertEquals(List.of("hold", "compose-up"), options.contenders());
        assertEquals(Path.of("out.json").toAbsolutePath(), options.json());
        assertEquals(10, options.rate());
    }

    @Test
    void quickOnlyChangesWhatIsNotSaid() {
        assertEquals(1, parse("--quick").repeats());
        assertEquals(3, parse("--repeats 3 --quick").repeats());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--repeats",
                "--repeats 0",
                "--repeats 51",
                "--repeats two",
                "--rate 501",
                "--before 30x",
                "--after 11m",
                "--contenders hold,unknown",
                "--unknown 1",
                "word"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThrows(UsageException.class, () -> parse(line));
    }
}
