package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published catalogue, whose newest release renames a variable, adds a service and ends an operation. */
class CatalogueDifferencesTest {
    private static final Path RELEASES = Path.of("..", "releases");
    private static final Path EXPECTED =
            Path.of("src/test/resources/com/piprio/release/diff/differences-1.3.0-1.6.0.txt");

    private static PublishedRelease release(String version) {
        return PublishedRelease.read(RELEASES, ReleaseVersion.parse(version));
    }

    @Test
    void from130To160DiffersInExactlyWhatIsExpected() throws IOException {
        assertThat(unlike(Files.readAllLines(EXPECTED))).isEmpty();
    }

    /** Whatever is not expected, expected and not there, or elsewhere. */
    private static List<String> unlike(List<String> expected) {
        List<String> found = ContractDiff.between(release("1.3.0"), release("1.6.0")).stream()
                .map(Difference::toString)
                .toList();
        List<String> unlike = new ArrayList<>();
        found.stream()
                .filter(line -> !expected.contains(line))
                .map(line -> "not expected: " + line)
                .forEach(unlike::add);
        expected.stream()
                .filter(line -> !found.contains(line))
                .map(line -> "expected: " + line)
                .forEach(unlike::add);
        if (unlike.isEmpty() && !found.equals(expected)) {
            unlike.add("as expected, in another order or more than once");
        }
        return unlike;
    }

    @Test
    void aDifferenceThatIsNotExpectedIsFound() throws IOException {
        List<String> expected = Files.readAllLines(EXPECTED);
        for (String line : expected) {
            List<String> fewer = new ArrayList<>(expected);
            fewer.remove(line);

            assertThat(unlike(fewer)).containsExactly("not expected: " + line);
        }
    }

    @Test
    void anExpectedDifferenceThatIsNotThereIsFound() throws IOException {
        String line = "E3 breaking action  PIPRIO_HTTP_PORT: variable removed";
        List<String> more = new ArrayList<>(Files.readAllLines(EXPECTED));
        more.add(line);

        assertThat(unlike(more)).containsExactly("expected: " + line);
    }

    @Test
    void everyBreakingDifferenceOfTheCatalogueIsDeclared() {
        List<Release> releases = Catalogue.read(RELEASES).releases();
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
        assertThat(Catalogue.read(RELEASES).releases()).allSatisfy(release -> assertThat(compatible)
                .containsAll(release.contract().customerSchemas().liveChanges()));
    }

    @Test
    void noReleaseDiffersFromItself() {
        for (Release release : Catalogue.read(RELEASES).releases()) {
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
