package com.piprio.bench.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

    @Test
    void theSameSeedMakesTheSameText() {
        assertEquals(text(1), text(1));
        assertTrue(!text(1).equals(text(2)));
    }

    private static String text(long seed) {
        StringBuilder text = new StringBuilder();
        TextSource source = new TextSource(seed);
        source.words(text, 20_000);
        return text.append(source.uuid()).append(source.hex(33)).toString();
    }

    @Test
    void textCompressesAsTextDoesAndNotAsRepetitionsDo() {
        byte[] text = text(1).getBytes(StandardCharsets.UTF_8);
        double ratio = (double) text.length / compressed(text);
        assertTrue(ratio > 1.8 && ratio < 4, "ratio " + ratio);
        // What a generator that repeats a row would give: this is what the bounds are for.
        byte[] repeated = "the same row again and again ".repeat(4000).getBytes(StandardCharsets.UTF_8);
        assertTrue((double) repeated.length / compressed(repeated) > 50);
    }

    private static int compressed(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] target = new byte[content.length + 1000];
        int size = deflater.deflate(target);
        deflater.end();
        return size;
    }

    @Test
    void identifiersAreDistinctRandomUuids() {
        TextSource source = new TextSource(3);
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = source.uuid();
            assertEquals(4, id.version());
            assertEquals(2, id.variant());
            assertTrue(seen.add(id));
        }
        assertEquals(33, source.hex(33).length());
    }

    @Test
    void sizesOfObjectsAddUpAndSpread() {
        int[] sizes = ObjectContent.sizes(1, 10_000, 500_000_000);
        long sum = Arrays.stream(sizes).asLongStream().sum();
        assertTrue(Math.abs(sum - 500_000_000) < 20_000, "sum " + sum);
        int[] sorted = sizes.clone();
        Arrays.sort(sorted);
        assertTrue(sorted[0] >= 1 && sorted[9_999] > 10 * sorted[5_000] && sorted[100] < sorted[5_000] / 5);
        assertArrayEquals(sizes, ObjectContent.sizes(1, 10_000, 500_000_000));
        assertTrue(Arrays.stream(ObjectContent.sizes(1, 1000, 1000)).allMatch(size -> size == 1));
    }

    @Test
    void migrationsComeInTheOrderOfTheirNumbers(@TempDir Path folder) throws IOException {
        for (String name : List.of("V1.10.0.1__c.sql", "V1.9.0.2__a.sql", "V1.9.0.10__b.sql", "release.yaml")) {
            Files.createFile(folder.resolve(name));
        }
        assertEquals(
                List.of("V1.9.0.2__a.sql", "V1.9.0.10__b.sql", "V1.10.0.1__c.sql"),
                DatabaseContent.migrations(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertTrue(DatabaseContent.migrations(Path.of("../releases")).size() > 10);
    }

    @Test
    void oursRunsWithTheOptionsOfTheKit(@TempDir Path folder) throws IOException {
        Path script = Path.of("../scripts/lib/upgrader.sh");
        List<String> options = Ours.javaOptions(script, BundleRun.BACKUP);
        assertTrue(options.stream().anyMatch(option -> option.startsWith("-Xmx")), options.toString());
        String directives = options.stream()
                .filter(option -> option.startsWith("-XX:CompilerDirectivesFile="))
                .findFirst()
                .orElseThrow();
        assertTrue(Files.exists(Path.of(directives.substring(directives.indexOf('=') + 1))), directives);
        assertTrue(Ours.javaOptions(script, "status").contains("-XX:TieredStopAtLevel=1"));
        Path other = Files.writeString(folder.resolve("other.sh"), "run() { java -jar x.jar; }\n");
        assertThrows(AssertionError.class, () -> Ours.javaOptions(other, BundleRun.BACKUP));
    }
}
