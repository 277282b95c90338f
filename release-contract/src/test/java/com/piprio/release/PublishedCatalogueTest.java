package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The repository's own {@code releases/} folder. */
class PublishedCatalogueTest {
    private static final Path RELEASES = Path.of("..", "releases");

    private final Catalogue catalogue = Catalogue.read(RELEASES);

    @Test
    void hasNoProblems() {
        assertThat(catalogue.problems()).isEmpty();
    }

    @Test
    void everyMigrationHasItsFileAndEveryFileItsMigration() throws IOException {
        for (Release release : catalogue.releases()) {
            Path folder = RELEASES.resolve(release.version().toString()).resolve("migrations");
            List<String> named =
                    release.migrations().stream().map(Migration::file).toList();
            assertThat(files(folder)).as(folder.toString()).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theSourceCopiesNameNoImages() {
        assertThat(catalogue.releases())
                .allSatisfy(release -> assertThat(release.images()).isEmpty());
    }

    @Test
    void everyReleaseThatMayBeTakenIsReachedFromEveryOlderOne() {
        UpgradePath path = UpgradePath.in(catalogue);
        for (Release target : catalogue.releases()) {
            for (Release source : catalogue.releases()) {
                if (source.version().isBefore(target.version())
                        && !catalogue.withdrawn().containsKey(target.version())) {
                    assertThat(path.decide(source.version(), target.version()))
                            .as("%s to %s", source.version(), target.version())
                            .isNotInstanceOf(PathDecision.Refused.class);
                }
            }
        }
    }

    @Test
    void theTwoReleasesBeforeTheNewestUpgradeToItDirectly() {
        List<ReleaseVersion> versions =
                catalogue.releases().stream().map(Release::version).toList();
        List<ReleaseVersion> before = versions.subList(versions.size() - 3, versions.size() - 1);

        assertThat(catalogue.supportedSources(catalogue.newest().version())).containsAll(before);
    }
}
