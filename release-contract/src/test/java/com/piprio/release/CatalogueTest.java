package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final ReleaseVersion V1_3 = ReleaseVersion.parse("1.3.0");
    private static final ReleaseVersion V1_4 = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion V1_5 = ReleaseVersion.parse("1.5.0");

    @Test
    void ordersReleasesByVersion() {
        List<Release> three = Releases.three();
        Catalogue catalogue = Catalogue.of(List.of(three.get(2), three.get(0), three.get(1)));

        assertThat(catalogue.releases()).extracting(Release::version).containsExactly(V1_3, V1_4, V1_5);
        assertThat(catalogue.newest().version()).isEqualTo(V1_5);
        assertThat(catalogue.find(V1_4)).hasValue(three.get(1));
        assertThat(catalogue.find(ReleaseVersion.parse("1.6.0"))).isEmpty();
    }

    @Test
    void collectsTheMigrationsOfAPath() {
        Catalogue catalogue = Catalogue.of(Releases.three());

        assertThat(versions(catalogue.migrationsBetween(null, V1_4))).containsExactly("1.3.0.1", "1.4.0.1");
        assertThat(versions(catalogue.migrationsBetween(V1_3, V1_5))).containsExactly("1.4.0.1", "1.5.0.1");
        assertThat(versions(catalogue.migrationsBetween(V1_5, V1_5))).isEmpty();
    }

    private static List<String> versions(List<Migration> migrations) {
        return migrations.stream()
                .map(migration -> migration.version().toString())
                .toList();
    }

    @Test
    void knowsTheSupportedSources() {
        List<Release> releases = Releases.three();
        releases.set(2, Releases.release("1.5.0", "2026-11-16", "1.4.0", "1.5.0", MigrationClass.OFFLINE));
        Catalogue catalogue = Catalogue.of(releases);

        assertThat(catalogue.supportedSources(V1_5)).containsExactly(V1_4);
        assertThat(catalogue.supportedSources(V1_4)).containsExactly(V1_3);
        assertThat(catalogue.supportedSources(V1_3)).isEmpty();
        assertThat(catalogue.supportedSources(ReleaseVersion.parse("9.0.0"))).isEmpty();
    }

    @Test
    void aReleaseBehindAStopIsNoSourceForThoseBeforeIt() {
        List<Release> releases = Releases.three();
        releases.set(2, Releases.withPath(releases.get(2), "1.3.0", List.of(V1_4), List.of()));

        assertThat(Catalogue.of(releases).supportedSources(V1_5)).containsExactly(V1_4);
    }

    @Test
    void collectsWhatWasWithdrawnWithTheNewestReason() {
        List<Release> releases = Releases.three();
        releases.set(1, Releases.withPath(releases.get(1), "1.3.0", List.of(), List.of(new Withdrawal(V1_3, "slow"))));
        releases.set(
                2,
                Releases.withPath(
                        releases.get(2),
                        "1.3.0",
                        List.of(),
                        List.of(new Withdrawal(V1_3, "it loses labels"), new Withdrawal(V1_5, "it does not start"))));

        assertThat(Catalogue.of(releases).withdrawn())
                .containsExactly(entry(V1_3, "it loses labels"), entry(V1_5, "it does not start"));
    }

    @Test
    void takesFromAnotherWhatItDoesNotKnow() {
        List<Release> releases = Releases.three();
        Catalogue older = Catalogue.of(releases.subList(0, 2));
        Release other = Releases.release("1.4.0", "2026-07-06", "1.4.0", "1.3.0", MigrationClass.ONLINE);

        Catalogue both = older.with(Catalogue.of(List.of(other, releases.get(2))));

        assertThat(both.releases()).containsExactlyElementsOf(releases);
    }

    @Test
    void isNeverEmpty(@TempDir Path directory) {
        assertThatThrownBy(() -> Catalogue.of(List.of())).hasMessage("the release catalogue is empty");
        assertThatThrownBy(() -> Catalogue.read(directory)).hasMessage("the release catalogue is empty");
        assertThatThrownBy(() -> Catalogue.read(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void readsFoldersAndTellsTheProblemsOfAllOfThem(@TempDir Path directory) throws IOException {
        Path real = Path.of("..", "releases");
        for (String version : List.of("1.3.0", "1.4.0")) {
            copy(real.resolve(version), directory.resolve(version));
        }
        Files.writeString(directory.resolve("README.md"), "not a release");
        assertThat(Catalogue.read(directory).releases()).hasSize(2);

        copy(real.resolve("1.5.0"), directory.resolve("1.6.0"));
        Files.createDirectory(directory.resolve("1.7.0"));
        Files.writeString(directory.resolve("1.4.0/release.yaml"), "contract: 7");

        InvalidReleaseException thrown =
                catchThrowableOfType(InvalidReleaseException.class, () -> Catalogue.read(directory));
        assertThat(thrown.problems())
                .contains(
                        directory.resolve("1.4.0/release.yaml")
                                + ": contract: expected 1 or 2, found 7; a newer upgrader reads it (line 1, column 1)",
                        directory.resolve("1.6.0") + ": holds release 1.5.0")
                .anySatisfy(problem ->
                        assertThat(problem).startsWith(directory.resolve("1.7.0/release.yaml") + ": cannot be read"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        Files.copy(from.resolve("release.yaml"), to.resolve("release.yaml"));
    }
}
