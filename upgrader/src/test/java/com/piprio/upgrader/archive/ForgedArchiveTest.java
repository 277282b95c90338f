package com.piprio.upgrader.archive;

import static com.piprio.upgrader.archive.Opening.assertRefused;
import static com.piprio.upgrader.archive.Opening.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.upgrader.image.Descriptor;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive as somebody can make it: its parts are whole, and do not fit together. */
class ForgedArchiveTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> changes() {
        return Stream.of(
                change(archive -> archive.without("api"), "is missing, which piprio/api:1.5.0 names"),
                change(archive -> archive.without("common"), "is missing, which piprio/api:1.5.0 names"),
                change(archive -> archive.changed("api", "apj"), "does not have the hash that is its name"),
                change(archive -> archive.with("stray"), "belongs to no image"),
                change(archive -> archive.marker("{\"imageLayoutVersion\":\"2.0.0\"}"), "another form of archives"),
                change(
                        archive -> archive.image("piprio/release:1.6.0", "x"),
                        "piprio/release:1.5.0 does not say to which of the 2 releases it belongs"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.6.0"),
                        "piprio/more:1 belongs to release 1.6.0, which is missing"),
                change(archive -> archive.image("piprio/more:1", "x").belongsTo(""), "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.5.0\u001b[2J"),
                        "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("../1.5.0"),
                        "of an impossible kind or name"),
                change(
                        archive -> archive.image("piprio/more:1", "x").belongsTo("1.5"),
                        "piprio/more:1 names a release, and not by its version"),
                change(archive -> archive.index("[]"), "index.json is no JSON object"),
                change(archive -> archive.index("{"), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"a\":1,\"a\":1}"), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"a\":" + "[".repeat(500)), "index.json is not valid JSON"),
                change(archive -> archive.index("{\"schemaVersion\":2,\"manifests\":{}}"), "no list in 'manifests'"),
                change(archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[]}"), "is no manifest"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../x\"}]}"),
                        "without a proper digest or size"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:"
                                + "0".repeat(64) + "\",\"size\":-1}]}"),
                        "without a proper digest or size"),
                change(
                        archive -> archive.index("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:"
                                + "0".repeat(64) + "\",\"size\":1}]}"),
                        "an image without a name"),
                change(
                        archive ->
                                archive.index("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\\r\\nb: c\"}]}"),
                        "of an impossible kind"),
                change(archive -> archive.image("evil\u001b[2J:1", "x"), "of an impossible kind or name"),
                change(archive -> archive.manifest("piprio/more:1", oldForm()), "of a form that is too old"));
    }

    private static Arguments change(UnaryOperator<TestArchive> change, String found) {
        return Arguments.of(found, change);
    }

    private static ObjectNode oldForm() {
        return Descriptor.JSON.createObjectNode().put("schemaVersion", 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatDoesNotFitTogetherIsRefused(String found, UnaryOperator<TestArchive> change) {
        assertRefused(directory, change.apply(TestArchive.whole()).bytes(), found);
    }

    @Test
    void aBlobOfAnotherSizeThanItsImageSaysIsRefused() {
        ObjectNode manifest = Descriptor.JSON.createObjectNode().put("schemaVersion", 2);
        manifest.set(
                "config", new Descriptor("", TestArchive.digest(TestArchive.bytes("api")), 4, null, false).write());

        assertRefused(
                directory,
                TestArchive.whole().manifest("piprio/more:1", manifest).bytes(),
                "has 3 bytes, and 4 as piprio/more:1 says");
    }

    @Test
    void anImageWithoutANameOfItsOwnIsRefused() {
        assertRefused(
                directory,
                TestArchive.whole().image("piprio/api:1.5.0", "again").bytes(),
                "piprio/api:1.5.0 is there twice for release 1.5.0");
        assertRefused(
                directory,
                TestArchive.whole().image("piprio/api:1.5.0", "common", "api").bytes(),
                "index.json has piprio/api:1.5.0 twice");
    }

    @Test
    void aReleaseThatIsNamedTwiceIsRefused() {
        assertRefused(
                directory,
                TestArchive.whole().image("piprio/release:1.5.0", "other files").bytes(),
                "index.json has piprio/release:1.5.0 twice");
        assertRefused(
                directory,
                TestArchive.ofTwo()
                        .image("piprio/release:1.4.0", "other files")
                        .belongsTo("1.4.0")
                        .bytes(),
                "index.json has piprio/release:1.4.0 twice");
        assertRefused(
                directory,
                TestArchive.ofTwo()
                        .image("piprio/more:1", "x")
                        .belongsTo("1.4.0 1.4.0")
                        .bytes(),
                "piprio/more:1 is there twice for release 1.4.0");
    }

    @Test
    void aReleaseOfAnotherReleaseIsRefused() {
        assertRefused(
                directory,
                TestArchive.ofTwo()
                        .image("piprio/release:1.6.0", "files")
                        .belongsTo("1.5.0")
                        .bytes(),
                "piprio/release:1.6.0 belongs to release 1.5.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"piprio/release:latest", "piprio/release:", "piprio/releases:1.5.0"})
    void anArchiveOfNoReleaseIsRefused(String name) {
        assertThat(refusal(directory, new TestArchive().image(name, "x").bytes())
                        .found())
                .containsAnyOf("names no release by its version", "names a release, and not by its version");
    }

    @Test
    void aLayerThatTwoReleasesNeedIsMissedByTheFirst() {
        assertRefused(
                directory, TestArchive.ofTwo().without("common").bytes(), "is missing, which piprio/api:1.4.0 names");
        assertRefused(
                directory, TestArchive.ofTwo().without("api").bytes(), "is missing, which piprio/api:1.5.0 names");
        assertRefused(directory, TestArchive.ofTwo().with("stray").bytes(), "belongs to no image");
    }
}
