package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.InstallationDirectory;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.ScriptedRunner;
import com.piprio.upgrader.image.TestLayer;
import com.piprio.upgrader.release.FakeRegistry;
import com.piprio.upgrader.release.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code contract diff} over what a registry publishes: the catalogue that the later release's image carries. */
class ContractFromRegistryTest {
    private static final List<String> RELEASES = List.of("1.3.0", "1.4.0", "1.5.0");

    @TempDir
    private Path directory;

    /** What the image of the later release carries, as far as a comparison reads it. */
    @TempDir
    private Path carried;

    private final FakeRegistry registry = new FakeRegistry();
    private final ScriptedRunner runner = new ScriptedRunner();
    private final Publisher publisher = new Publisher();
    private final Listening line = new Listening();

    @BeforeEach
    void publish() throws IOException {
        InstallationDirectory.in(
                directory, InstallationDirectory.environmentWith("PIPRIO_REGISTRY", registry.address()));
        publisher.trustedBy(directory);
        for (String version : RELEASES) {
            Path folder = Files.createDirectories(carried.resolve("catalogue").resolve(version));
            for (String file : List.of("release.yaml", "openapi.json")) {
                Files.writeString(folder.resolve(file), Repository.read("releases/" + version + "/" + file));
            }
        }
        publisher.sign(carried);
        registry.tags("{\"tags\":[\"1.4.0\",\"1.5.0\"]}")
                .image("piprio/release", "1.5.0", TestLayer.of(carried).gzip());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private ContractDiffCommand diff(String older, String newer) {
        Main main = new Main();
        main.directory = directory;
        ContractDiffCommand diff = new ContractDiffCommand(line.console());
        diff.contract = new ContractCommand();
        diff.contract.main = main;
        diff.catalogue = new CatalogueOption(runner);
        diff.older = older;
        diff.newer = newer;
        return diff;
    }

    private OperatorException refusal(String older, String newer) {
        OperatorException refusal = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> diff(older, newer).call())
                .actual();
        assertThat(line.out()).isEmpty();
        return refusal;
    }

    private String overTheFolder(String older, String newer) {
        Listening folder = new Listening();
        assertThat(folder.run(
                        "contract",
                        "diff",
                        older,
                        newer,
                        "--catalogue",
                        Repository.releases().toString()))
                .isZero();
        return folder.out();
    }

    @Test
    void saysWhatTheFolderOfTheReleasesSays() {
        assertThat(diff("1.4.0", "1.5.0").call()).isZero();

        assertThat(line.out()).contains("M3 ").isEqualTo(overTheFolder("1.4.0", "1.5.0"));
        assertThat(runner.lines())
                .as("neither Docker nor a program that keeps logins")
                .isEmpty();
    }

    /** 1.3.0 is not published any more; the image of 1.5.0 knows it, and neither order asks for another image. */
    @Test
    void theLaterReleaseBringsTheEarlierOneAlsoTheOtherWayRound() {
        assertThat(diff("1.5.0", "1.3.0").call()).isZero();

        assertThat(line.out()).isEqualTo(overTheFolder("1.5.0", "1.3.0"));
        assertThat(registry.requests())
                .filteredOn(request -> request.contains("/manifests/"))
                .containsExactly("GET /v2/piprio/release/manifests/1.5.0");
    }

    @Test
    void aReleaseThatIsNotPublishedIsRefused() {
        OperatorException refusal = refusal("1.4.0", "1.6.0");

        assertThat(refusal.code()).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
        assertThat(refusal.expected()).isEqualTo("one of [1.4.0, 1.5.0]");
    }

    @Test
    void anEarlierReleaseThatTheLaterOneDoesNotKnowIsRefused() {
        OperatorException refusal = refusal("1.2.0", "1.5.0");

        assertThat(refusal.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(refusal.found()).startsWith("release 1.2.0 is not in ");
    }

    @Test
    void aDescriptionThatWasChangedInTheRegistryIsNotCompared() throws IOException {
        Files.writeString(carried.resolve("catalogue/1.4.0/release.yaml"), "changed: true\n");
        registry.image("piprio/release", "1.5.0", TestLayer.of(carried).gzip());

        OperatorException refusal = refusal("1.4.0", "1.5.0");

        assertThat(refusal.code()).isEqualTo(ErrorCode.RELEASE_ALTERED);
        assertThat(refusal.found()).isEqualTo("catalogue/1.4.0/release.yaml was changed");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamed() {
        registry.close();

        assertThat(refusal("1.4.0", "1.5.0").expected()).contains(registry.address());
    }
}
