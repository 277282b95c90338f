package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.Command;
import com.piprio.compose.EnvFile;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.ErrorCode;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.upgrader.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What operators read agrees with what the program does. */
class DocumentationTest {
    private static final Pattern SECTION = Pattern.compile("(?m)^## (UPG-\\d+) (.*)$");
    private static final Pattern SCRIPT = Pattern.compile("scripts/([a-z-]+)\\.sh((?:(?!scripts/)[^`\"\\n;|])*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    @Test
    void everyErrorCodeHasOneSectionUnderItsOwnMeaning() throws IOException {
        List<String> sections = matches(SECTION, Repository.read("docs/operations/errors.md"))
                .map(section -> section.group(1) + " " + section.group(2))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> code.code() + " " + code.meaning())
                        .toList());
    }

    @Test
    void theRefusalsThatThePolicyNamesAreThoseOfTheSupplyChain() throws IOException {
        assertThat(matches(Pattern.compile("UPG-\\d+"), Repository.read("docs/compatibility-policy.md"))
                        .map(MatchResult::group))
                .containsExactly(
                        ErrorCode.RELEASE_UNTRUSTED.code(),
                        ErrorCode.RELEASE_ALTERED.code(),
                        ErrorCode.DIGEST_MISMATCH.code());
    }

    @Test
    void everySectionSaysWhatToDo() throws IOException {
        String[] sections = Repository.read("docs/operations/errors.md").split("(?m)^## ");

        for (String section : Arrays.asList(sections).subList(1, sections.length)) {
            assertThat(section).contains("\n- Do: ");
        }
    }

    @Test
    void everyScriptThatIsNamedExists() throws IOException {
        for (Path file : textsForOperators()) {
            for (MatchResult script : scripts(file)) {
                assertThat(Repository.root().resolve("scripts/" + script.group(1) + ".sh"))
                        .as(file + " names it")
                        .exists();
            }
        }
    }

    @Test
    void everyCommandHasItsScriptInTheKit() throws IOException {
        String scripts = matches(
                        Pattern.compile("(?m)^readonly operator_scripts=\\((.*)\\)$"),
                        Repository.read("scripts/build-kit.sh"))
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(scripts.split(" "))
                .containsExactlyInAnyOrderElementsOf(
                        new Listening().commandLine().getSubcommands().keySet());
    }

    @Test
    void everyOptionThatIsToldWithAScriptExists() throws IOException {
        Map<String, CommandLine> commands = new Listening().commandLine().getSubcommands();
        for (Path file : textsForOperators()) {
            for (MatchResult script : scripts(file)) {
                CommandLine command = commands.get(script.group(1));
                List<String> options =
                        matches(OPTION, script.group(2)).map(MatchResult::group).toList();
                if (command != null && !options.isEmpty()) {
                    Set<String> known =
                            new HashSet<>(command.getCommandSpec().optionsMap().keySet());
                    command.getSubcommands()
                            .values()
                            .forEach(subcommand -> known.addAll(
                                    subcommand.getCommandSpec().optionsMap().keySet()));
                    assertThat(known).as(file + ": " + script.group()).containsAll(options);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "install"})
    void everyOptionOfTheTableExistsWithItsDefault(String name) throws IOException {
        CommandLine command = new Listening().commandLine().getSubcommands().get(name);
        List<MatchResult> rows = matches(
                        Pattern.compile("(?m)^ *\\| `(--[a-z-]+)` \\|.*\\| (\\S*?) ?\\|$"),
                        Repository.read("docs/operations/" + name + ".md"))
                .toList();

        assertThat(rows).isNotEmpty();
        for (MatchResult row : rows) {
            assertThat(command.getCommandSpec().optionsMap()).containsKey(row.group(1));
            String documented = row.group(2);
            String real = command.getCommandSpec().findOption(row.group(1)).defaultValue();
            if (real != null) {
                assertThat(documented).as(row.group(1)).isEqualTo(real);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.0", "1.4.0", "1.5.0", "1.6.0"})
    void theSampleOfTheKitHasEveryVariableOfItsRelease(String version) {
        Path file = Repository.releases().resolve(version).resolve("release.yaml");
        Release release = ReleaseFile.read(file);
        String script = Repository.root().resolve("scripts/build-kit.sh").toString();
        ProcessResult sample = new SystemProcessRunner()
                .run(Command.of(
                        Duration.ofSeconds(20),
                        "bash",
                        "-c",
                        "eval \"$(sed -n '/^env_sample()/,/^}/p' \"$0\")\" && env_sample \"$1\"",
                        script,
                        file.toString()));

        assertThat(sample.exitCode()).as(sample.stderr()).isZero();
        assertThat(EnvFile.parse(sample.stdout(), ".env.sample").keys())
                .containsExactlyElementsOf(names(release, true));
        assertThat(EnvFile.parse(sample.stdout().replaceAll("(?m)^#(?=[A-Z_]+=)", ""), ".env.sample")
                        .keys())
                .containsExactlyElementsOf(release.environment().stream()
                        .map(EnvironmentVariable::name)
                        .toList());
        for (EnvironmentVariable variable : release.environment()) {
            assertThat(sample.stdout()).contains("# " + variable.summary() + " (");
        }
    }

    private static List<String> names(Release release, boolean required) {
        return release.environment().stream()
                .filter(variable -> variable.required() == required)
                .map(EnvironmentVariable::name)
                .toList();
    }

    /** Pages for operators, and the sources, whose errors tell operators what to type. */
    private static List<Path> textsForOperators() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of(
                "docs/operations",
                "upgrader/src/main/java",
                "backup-restore/src/main/java",
                "compose-client/src/main/java",
                "release-contract/src/main/java")) {
            try (Stream<Path> found = Files.walk(Repository.root().resolve(folder))) {
                files.addAll(found.filter(Files::isRegularFile).collect(Collectors.toList()));
            }
        }
        return files;
    }

    private static List<MatchResult> scripts(Path file) throws IOException {
        return matches(SCRIPT, Files.readString(file)).toList();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
