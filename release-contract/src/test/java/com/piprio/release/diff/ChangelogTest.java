package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.release.Catalogue;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every release has its section in {@code CHANGELOG.md}, and in it what its contract says. With {@code
 * -Dpiprio.changelog.write=true} the second part is written anew.
 */
class ChangelogTest {
    private static final Path RELEASES = Path.of("..", "releases");
    private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
    private static final String BEGIN = "<!-- from the contract of this release; written by the build -->";
    private static final String END = "<!-- to here -->";

    private static ReleaseVersion version(String text) {
        return ReleaseVersion.parse(text);
    }

    @Test
    void everyReleaseHasItsSectionWithWhatItsContractSays() throws IOException {
        String text = Files.readString(CHANGELOG);
        if (Boolean.getBoolean("piprio.changelog.write")) {
            text = written(text);
            Files.writeString(CHANGELOG, text);
        }

        assertThat(problems(text)).isEmpty();
    }

    @Test
    void aMissingSectionAndAStaleOneAreFound() throws IOException {
        String text = Files.readString(CHANGELOG);

        assertThat(problems(text.replace("## 1.4.0 (2026-07-06)", "## 1.4.0"))).hasSize(1);
        assertThat(problems(text.replace("`PIPRIO_LOG_LEVEL`: new", "`PIPRIO_LOG_LEVEL`: old")))
                .containsExactly("1.4.0: what its contract says is not what stands there; run the build once with"
                        + " -Dpiprio.changelog.write=true");
    }

    private static List<String> problems(String text) {
        List<Release> releases = Catalogue.read(RELEASES).releases();
        List<String> problems = new java.util.ArrayList<>();
        for (int i = 0; i < releases.size(); i++) {
            Release release = releases.get(i);
            String heading = "\n## " + release.version() + " (" + release.date() + ")\n";
            if (!text.contains(heading)) {
                problems.add(release.version() + ": has no section" + heading.stripTrailing());
            } else if (i > 0 && !text.contains(block(releases.get(i - 1), release))) {
                problems.add(release.version() + ": what its contract says is not what stands there; run the build once"
                        + " with -Dpiprio.changelog.write=true");
            }
        }
        return problems;
    }

    private static String block(Release before, Release after) {
        return BEGIN + "\n" + String.join("\n", Changelog.differences(RELEASES, before.version(), after.version()))
                + "\n" + END + "\n";
    }

    /** Replaces the generated part of each section, or adds it at the end of the section. */
    private static String written(String text) {
        List<Release> releases = Catalogue.read(RELEASES).releases();
        String result = text;
        for (int i = 1; i < releases.size(); i++) {
            String heading = "\n## " + releases.get(i).version() + " (";
            int from = result.indexOf(heading);
            int next = result.indexOf("\n## ", from + 1);
            int to = next < 0 ? result.length() : next;
            String section = result.substring(from, to);
            int begin = section.indexOf(BEGIN);
            String handWritten = begin < 0
                    ? section
                    : section.substring(0, begin) + section.substring(section.indexOf(END) + END.length());
            result = result.substring(0, from) + handWritten.stripTrailing() + "\n\n"
                    + block(releases.get(i - 1), releases.get(i)) + result.substring(to);
        }
        return result;
    }

    @Test
    void namesEveryReleaseOnTheWayNewestFirst() {
        assertThat(Changelog.markdown(RELEASES, version("1.3.0"), version("1.5.0")))
                .filteredOn(line -> line.startsWith("## "))
                .containsExactly("## 1.5.0 (2026-11-16)", "## 1.4.0 (2026-07-06)");
        assertThat(Changelog.markdown(RELEASES, version("1.3.0"), version("1.4.0")))
                .contains("Every migration is online: release 1.3.0 keeps working while and after they run.")
                .anyMatch(line -> line.startsWith("- `PIPRIO_LOG_LEVEL`: new optional variable"))
                .noneMatch(line -> line.contains("1.5.0"));
    }

    @Test
    void refusesReleasesThatAreNotThereOrTheWrongWayRound() {
        assertThatThrownBy(() -> Changelog.markdown(RELEASES, version("1.3.0"), version("9.0.0")))
                .isInstanceOf(InvalidReleaseException.class)
                .hasMessageContaining("release 9.0.0 is not in");
        assertThatThrownBy(() -> Changelog.markdown(RELEASES, version("1.5.0"), version("1.4.0")))
                .hasMessage("release 1.5.0 is not before 1.4.0");
    }
}
