package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the number of objects: a backup, another, and a restore of 100,000 in 128 MB of heap. */
@Tag("nightly")
class VeryManyObjectsIT {
    private static final int OBJECTS = 100_000;
    private static final long LARGEST_RESIDENT_KB = 256 << 10;
    private static final BundleId FIRST = BundleId.at(Instant.parse("2026-11-24T08:15:00Z"));
    private static final BundleId SECOND = BundleId.at(Instant.parse("2026-11-25T08:15:00Z"));

    @TempDir
    Path folder;

    private TestInstallation installation;

    @Test
    void backupAndRestoreStayWithinTheirMemory() throws Exception {
        installation = TestInstallation.in(folder);
        fill();

        run(BackupRun.BACKUP, FIRST);
        run(BackupRun.BACKUP, SECOND);
        for (int i = 0; i < OBJECTS; i += 1000) {
            installation.removeObject(key(i));
        }
        run(BackupRun.RESTORE, FIRST);

        long[] count = {0};
        new ObjectStore(installation.access.objectStore()).list(object -> count[0]++);
        assertThat(count[0]).isEqualTo(OBJECTS + 21);
        String blob = BundleLayout.blob(Sha256.of(BundleFixture.bytes("content of object 1")));
        Path second = installation.access.backups().resolve(SECOND.value()).resolve(blob);
        assertThat((Integer) Files.getAttribute(second, "unix:nlink")).isGreaterThan(1);
    }

    private static String key(int number) {
        return String.format("many/%02x/object-%06d", number % 256, number);
    }

    private void fill() throws IOException {
        ObjectStore store = new ObjectStore(installation.access.objectStore());
        try (OrderedWork<Boolean> work = new OrderedWork<>(written -> {})) {
            for (int i = 0; i < OBJECTS; i++) {
                int number = i;
                work.submit(() -> {
                    byte[] content = BundleFixture.bytes("content of object " + number);
                    store.write(key(number), Content.held(folder, content), ObjectHeaders.ofType("text/plain"));
                    return true;
                });
            }
            work.finish();
        }
    }

    private void run(String verb, BundleId bundle) throws Exception {
        Path result = folder.resolve("resident");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn16m",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BackupRun.class.getName(),
                        verb,
                        bundle.value(),
                        result.toString())
                .inheritIO();
        builder.environment().putAll(BackupRun.environment(installation.access, folder));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
        assertThat(process.exitValue()).isZero();
        List<String> lines = Files.readAllLines(result);
        long resident = Long.parseLong(lines.get(0));
        System.out.printf("%s %s: %d objects, %d MB resident%n", verb, bundle.value(), OBJECTS, resident >> 10);
        assertThat(resident).as("%s %s", verb, bundle).isBetween(1L, LARGEST_RESIDENT_KB);
    }
}
