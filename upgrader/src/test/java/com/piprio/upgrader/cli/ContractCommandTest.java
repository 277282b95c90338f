package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.upgrader.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code contract diff} and {@code changelog} over a folder of releases. */
class ContractCommandTest {
    private final Listening line = new Listening();
    private final String catalogue = Repository.releases().toString();

    @Test
    void saysWhatDiffersWithWhatSomebodyHasToDoFirst() {
        assertThat(line.run("contract", "diff", "1.3.0", "1.5.0", "--catalogue", catalogue))
                .as(line.err())
                .isZero();

        assertThat(line.out())
                .startsWith("Release 1.3.0 -> 1.5.0: ")
                .contains("  M3   breaking   1.5.0.2: offline migration (documents.name becomes documents.title)\n"
                        + "       automatic  choose a quiet hour")
                .contains("  E1   compatible PIPRIO_LOG_LEVEL: new optional variable");
        assertThat(line.out().indexOf("M3 ")).isLessThan(line.out().indexOf("E1 "));
    }

    @Test
    void saysItInJsonAndMarkdown() throws IOException {
        assertThat(line.run("contract", "diff", "1.4.0", "1.5.0", "--output", "json", "--catalogue", catalogue))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(line.out());
        assertThat(json.path("before").asText()).isEqualTo("1.4.0");
        assertThat(json.path("differences"))
                .anySatisfy(difference -> assertThat(difference.path("rule").asText() + " "
                                + difference.path("handling").asText())
                        .isEqualTo("M3 automatic"));

        Listening second = new Listening();
        assertThat(second.run("contract", "diff", "1.4.0", "1.5.0", "--output", "markdown", "--catalogue", catalogue))
                .isZero();
        assertThat(second.out()).contains("| M3 | breaking | `1.5.0.2` | offline migration");
    }

    @Test
    void aReleaseDoesNotDifferFromItself() {
        assertThat(line.run("contract", "diff", "1.5.0", "1.5.0", "--catalogue", catalogue))
                .isZero();
        assertThat(line.out()).isEqualTo("Release 1.5.0 -> 1.5.0: nothing differs\n");
    }

    @Test
    void printsTheChangelogOfEveryReleaseOnTheWay() {
        assertThat(line.run("changelog", "1.3.0..1.5.0", "--catalogue", catalogue))
                .isZero();
        assertThat(line.out()).contains("## 1.5.0 (2026-11-16)", "## 1.4.0 (2026-07-06)", "PIPRIO_LOG_LEVEL", "[M3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "contract diff 1.4.0", "contract dance", "changelog 1.4.0", "changelog"})
    void whatIsNotUnderstoodIsUsage(String arguments) {
        assertThat(line.run(arguments.split(" "))).isEqualTo(2);
        assertThat(line.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"contract diff 1.4.0 9.0.0", "changelog 1.4.0..9.0.0", "changelog 1.5.0..1.4.0"})
    void releasesThatAreNotThereAreRefused(String arguments) {
        assertThat(line.run((arguments + " --catalogue " + catalogue).split(" ")))
                .isEqualTo(3);
        assertThat(line.err()).startsWith("ERROR UPG-302  ");
    }

    /** What a broken publisher may hand over; each error names the place. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            product: piprio     ! product: sentry        ! product: expected piprio, found sentry (line 2, column 1)
            contract: 2         ! contract: 3            ! contract: expected 1 or 2, found 3; a newer upgrader reads it (line 1, column 1)
            lowestSource: 1.3.0 ! lowestSauce: 1.3.0     ! upgrade.lowestSauce: unknown key
            bundles:            ! bundles: {}\\nbundles: ! the key bundles is there twice (line
            network:            ! anchor: &a [*a]\\nnetwork: ! an alias (line
            network:            ! network: [             ! not valid YAML
            """)
    void aReleaseThatIsNotValidIsRefusedWithThePlace(String from, String to, String problem, @TempDir Path folder)
            throws IOException {
        for (String version : new String[] {"1.4.0", "1.5.0"}) {
            Path release = Files.createDirectories(folder.resolve(version));
            for (String name : new String[] {"release.yaml", "openapi.json"}) {
                Files.copy(Repository.releases().resolve(version).resolve(name), release.resolve(name));
            }
        }
        Path broken = folder.resolve("1.5.0/release.yaml");
        String text = Files.readString(broken);
        assertThat(text).contains(from);
        Files.writeString(broken, text.replaceFirst(Pattern.quote(from), to.replace("\\n", "\n")));

        assertThat(line.run("contract", "diff", "1.4.0", "1.5.0", "--catalogue", folder.toString()))
                .isEqualTo(3);
        assertThat(line.err()).startsWith("ERROR UPG-302  ").contains(problem);
    }

    @Test
    void aCycleInTheDocumentOfTheApiIsRefused(@TempDir Path folder) throws IOException {
        for (String version : new String[] {"1.4.0", "1.5.0"}) {
            Path release = Files.createDirectories(folder.resolve(version));
            Files.copy(Repository.releases().resolve(version).resolve("release.yaml"), release.resolve("release.yaml"));
            String api = Files.readString(Repository.releases().resolve(version).resolve("openapi.json"));
            Files.writeString(
                    release.resolve("openapi.json"),
                    api.replace("\"UUID\" : {", "\"UUID\" : { \"$ref\" : \"#/components/schemas/UUID\","));
        }

        assertThat(line.run("contract", "diff", "1.4.0", "1.5.0", "--catalogue", folder.toString()))
                .isEqualTo(3);
        assertThat(line.err()).startsWith("ERROR UPG-302  ").contains("$ref #/components/schemas/UUID: a cycle");
    }
}
