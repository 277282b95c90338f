package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published catalogue, and a next release that renames a variable, adds a service and ends an operation. */
class CatalogueDifferencesTest {
    private static final Path RELEASES = Path.of("..", "releases");
    private static final Path NEXT = Path.of("src/test/resources/com/piprio/release/catalogue");
    private static final Path EXPECTED = NEXT.resolve("differences-1.3.0-1.6.0.txt");

    @TempDir
    static Path all;

    @BeforeAll
    static void putTogether() throws IOException {
        for (Path catalogue : List.of(RELEASES, NEXT)) {
            try (Stream<Path> files = Files.walk(catalogue)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = all.resolve(catalogue.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private static PublishedRelease release(String version) {
        return PublishedRelease.read(all, ReleaseVersion.parse(version));
    }

    @Test
    void from130To160DiffersInExactlyWhatIsExpected() throws IOException {
        List<String> lines = ContractDiff.between(release("1.3.0"), release("1.6.0")).stream()
                .map(Difference::toString)
                .toList();

        assertThat(String.join("\n", lines) + "\n").isEqualTo(Files.readString(EXPECTED));
    }

    @Test
    void everyBreakingDifferenceOfTheCatalogueIsDeclared() {
        List<Release> releases = Catalogue.read(all).releases();
        for (int i = 1; i < releases.size(); i++) {
            assertThat(ContractDiff.undeclared(
                            release(releases.get(i - 1).version().toString()),
                            release(releases.get(i).version().toString())))
                    .as("%s", releases.get(i).version())
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotDeclaredOrNotThereIsFound() {
        assertThat(ContractDiff.undeclared(release("1.3.0"), release("1.6.0")))
                .singleElement()
                .asString()
                .startsWith("M3 breaking automatic  1.5.0.2")
                .endsWith("not declared");
        assertThat(ContractDiff.undeclared(release("1.6.0"), release("1.6.0")))
                .containsExactly("M3 1.6.0.2: declared, but no such difference");
    }

    /** The API takes them without asking: a rule that could make a label unfit must never be among them. */
    @Test
    void aLiveSchemaTakesCompatibleChangesOnly() {
        List<String> compatible = CustomerSchemaFamily.FIELDS.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.COMPATIBLE)
                .map(Rule::id)
                .toList();

        assertThat(compatible).containsExactly("C7", "C8");
        assertThat(Catalogue.read(all).releases()).allSatisfy(release -> assertThat(compatible)
                .containsAll(release.contract().customerSchemas().liveChanges()));
    }

    @Test
    void noReleaseDiffersFromItself() {
        for (Release release : Catalogue.read(all).releases()) {
            PublishedRelease same = release(release.version().toString());
            assertThat(ContractDiff.between(same, same)).isEmpty();
        }
    }

    @Test
    void aWayBackIsNotAllowedByAnyRule() {
        assertThat(ContractDiff.between(release("1.6.0"), release("1.3.0")))
                .filteredOn(difference -> difference.rule().handling() == Handling.BLOCK)
                .isNotEmpty();
    }
}
