package com.piprio.bench.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.piprio.bench.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupOptionsTest {

    private static BackupOptions parse(String line) {
        return BackupOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void measuresAllOnTwoGigabytesAndTwentyThousandObjectsWhenNothingIsSaid() {
        BackupOptions options = parse("");
        assertEquals(2000, options.databaseMb());
        assertEquals(20_000, options.objects());
        assertEquals(1000, options.objectsMb());
        assertEquals(3, options.rounds());
        assertEquals(BackupContender.NAMES, options.contenders());
        assertNull(options.json());
    }

    @Test
    void takesBothWaysToWriteAValue() {
        BackupOptions options = parse("--rounds=2 --objects 100000 --contenders ours,floor --json out.json --seed 7");
        assertEquals(2, options.rounds());
        assertEquals(100_000, options.objects());
        assertEquals(List.of("ours", "floor"), options.contenders());
        assertEquals(Path.of("out.json").toAbsolutePath(), options.json());
        assertEquals(7, options.seed());
    }

    @Test
    void quickOnlyChangesWhatIsNotSaid() {
        assertEquals(2000, parse("--quick").objects());
        assertEquals(50, parse("--objects 50 --quick").objects());
        assertEquals(1, parse("--quick").rounds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds",
                "--rounds 0",
                "--rounds 51",
                "--rounds two",
                "--database-mb -1",
                "--objects 99999999999",
                "--objects 2000000 --objects-mb 1",
                "--contenders ours,tar",
                "--unknown 1",
                "word"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThrows(UsageException.class, () -> parse(line));
    }
}
