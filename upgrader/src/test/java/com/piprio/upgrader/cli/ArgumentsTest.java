package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Durations, bundles, domains and versions as operators type them. */
class ArgumentsTest {
    private static final String BUNDLE = "piprio_20261124T081500Z";

    @TempDir
    private Path directory;

    private static OperatorException problemOf(ThrowingCallable act) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act)
                .actual();
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "5s, PT5S", "3m, PT3M", "1h, PT1H", "0s, PT0S", "999999s, PT277H46M39S"})
    void durationsHaveANumberAndAUnit(String typed, Duration expected) {
        assertThat(DurationText.parse(typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5S", "1.5h", "5s5s", "1d", "1000000s", "PT5S"})
    void otherDurationsAreRefusedWithAnExample(String typed) {
        assertThatThrownBy(() -> DurationText.parse(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + typed + "' is no duration such as 500ms, 5s, 3m or 1h");
    }

    @Test
    void aBundleIsNamedOrPointedAt() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        Path bundle = Files.createDirectories(installation.backups().resolve(BUNDLE));

        assertThat(BundleArgument.directory(installation, BUNDLE)).isEqualTo(bundle);
        assertThat(BundleArgument.directory(installation, bundle.toString())).isEqualTo(bundle);
        assertThat(BundleArgument.directory(installation, bundle + "/")).isEqualTo(bundle);
        assertThat(BundleArgument.id(bundle + "/").value()).isEqualTo(BUNDLE);
    }

    @Test
    void aBundleElsewhereIsRefused() throws IOException {
        Installation installation = InstallationDirectory.in(directory);
        Path elsewhere = Files.createDirectories(directory.resolve("other").resolve(BUNDLE));

        OperatorException problem = problemOf(() -> BundleArgument.directory(installation, elsewhere.toString()));

        assertThat(problem.code()).isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
        assertThat(problem.found()).isEqualTo("a bundle in another place: " + elsewhere);
        assertThat(problem.remedy()).contains("copy it to backups/ first");
    }

    @Test
    void aBundleThatIsNotThereIsRefused() throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        OperatorException problem = problemOf(() -> BundleArgument.directory(installation, BUNDLE));

        assertThat(problem.code()).isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
        assertThat(problem.found()).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "..", "yesterday", "../" + BUNDLE + ".partial", BUNDLE + "/.."})
    void whatIsNoBundleNameIsRefused(String typed) throws IOException {
        Installation installation = InstallationDirectory.in(directory);

        assertThat(problemOf(() -> BundleArgument.directory(installation, typed))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
    }

    @Test
    void theDomainComesFromTheOption() {
        assertThat(new TypedDomain("docs.example.com", new Listening().console()).domain("Type it"))
                .isEqualTo("docs.example.com");
    }

    @Test
    void withoutOptionAndTerminalNobodyConsents() {
        OperatorException problem = problemOf(() -> new TypedDomain(null, new Listening().console()).domain("Type it"));

        assertThat(problem.code()).isEqualTo(ErrorCode.NO_TERMINAL);
        assertThat(problem.remedy()).contains("--confirm-domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "v1.5.0", "1.5", ""})
    void aVersionThatIsNoneIsRefused(String typed) {
        OperatorException problem = problemOf(() -> Versions.parse(typed));

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(problem.expected()).isEqualTo("three numbers, such as 1.5.0");
    }
}
