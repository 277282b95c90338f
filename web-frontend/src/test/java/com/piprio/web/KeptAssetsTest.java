package com.piprio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptAssetsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Asset OLD = Asset.of("app.js", "of 1.3.0");
    private static final Asset NEW = Asset.of("app.js", "of 1.4.0");

    @TempDir
    Path directory;

    @Test
    void findsWhatAnEarlierReleaseLeft() throws IOException {
        at(NOW).renew(List.of(OLD));
        at(NOW.plus(Duration.ofDays(1))).renew(List.of(NEW));
        assertThat(at(NOW).find(OLD.name())).contains(OLD);
        assertThat(at(NOW).find(NEW.name())).contains(NEW);
    }

    @Test
    void findsWhatALaterReleaseLeftAfterAWayBack() throws IOException {
        at(NOW).renew(List.of(NEW));
        KeptAssets source = at(NOW.plusSeconds(60));
        source.renew(List.of(OLD));
        assertThat(source.find(NEW.name())).contains(NEW);
    }

    @Test
    void dropsWhatNoReleaseUsedForAWeek() throws IOException {
        at(NOW).renew(List.of(OLD));
        at(NOW.plus(KeptAssets.KEPT)).renew(List.of(NEW));
        assertThat(names()).containsExactlyInAnyOrder(OLD.name(), NEW.name());
        at(NOW.plus(KeptAssets.KEPT).plusSeconds(1)).renew(List.of(NEW));
        assertThat(names()).containsExactly(NEW.name());
    }

    @Test
    void keepsWhatRanForLongUntilAWeekAfterItStopped() throws IOException {
        at(NOW).renew(List.of(OLD));
        Instant lastSeen = NOW.plus(Duration.ofDays(60));
        at(lastSeen).renew(List.of(OLD));
        at(lastSeen.plus(Duration.ofDays(6))).renew(List.of(NEW));
        assertThat(at(NOW).find(OLD.name())).contains(OLD);
    }

    @Test
    void leavesFilesOfOthersAlone() throws IOException {
        Path foreign = Files.writeString(directory.resolve("README"), "mine");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        at(NOW).renew(List.of(NEW));
        assertThat(foreign).exists();
    }

    @Test
    void dropsWhatAKilledContainerLeftUnfinished() throws IOException {
        Path unfinished = Files.writeString(directory.resolve(".unfinished-1"), "half");
        Files.setLastModifiedTime(unfinished, FileTime.from(NOW.minus(Duration.ofDays(8))));
        at(NOW).renew(List.of());
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void neverServesContentThatIsNotWhatTheNameSaysAndMendsIt() throws IOException {
        Files.writeString(directory.resolve(NEW.name()), "half of 1.4");
        assertThat(at(NOW).find(NEW.name())).isEmpty();
        at(NOW).renew(List.of(NEW));
        assertThat(at(NOW).find(NEW.name())).contains(NEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret", "app.js", ".unfinished-1", "app.0123456789abcdef.exe", "a/b.0123456789abcdef.js", ""
            })
    void aNameThatIsNoneOfAnAssetNeverBecomesAFile(String name) throws IOException {
        Files.writeString(directory.resolve("app.js"), "here");
        assertThat(at(NOW).find(name)).isEmpty();
    }

    @Test
    void saysThatTheDirectoryIsMissing() {
        assertThatThrownBy(() -> new KeptAssets(directory.resolve("none"), Clock.systemUTC()).renew(List.of(NEW)))
                .isInstanceOf(IOException.class);
    }

    private KeptAssets at(Instant instant) {
        return new KeptAssets(directory, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
