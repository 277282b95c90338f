package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.image.Descriptor;
import com.piprio.upgrader.image.TestLayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry may answer where the image of a release is read; what is in layers has a test of its own. */
class ReleaseImageTest {
    private static final String IMAGE = "piprio/release";
    private static final ReleaseVersion VERSION = ReleaseVersion.parse("1.5.0");
    private static final byte[] LAYER = new TestLayer()
            .file("release/release.yaml", "first")
            .file("release/haproxy.cfg", "first")
            .gzip();
    private static final byte[] ABOVE =
            new TestLayer().file("release/release.yaml", "second").gzip();
    private static final String BLOBS = "/v2/piprio/release/blobs/";

    private final FakeRegistry registry = new FakeRegistry();
    private final List<Duration> pauses = new ArrayList<>();
    private final ReleaseImage image = new ReleaseImage(new RegistryContent(
            new RegistryRequests(new RegistryAddress(registry.address()), RegistryLogins.none(), pauses::add)));

    @AfterEach
    void stop() {
        registry.close();
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        image.files(VERSION).forEach((name, content) -> files.put(name, new String(content, StandardCharsets.UTF_8)));
        return files;
    }

    private OperatorException problem() {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> image.files(VERSION))
                .actual();
    }

    private void assertMalformed(String found) {
        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.RELEASE_MALFORMED);
        assertThat(problem.problem()).isEqualTo("release 1.5.0 was not published properly");
        assertThat(problem.found()).startsWith("piprio/release:1.5.0 ").contains(found);
    }

    private static String blob(byte[] content) {
        return BLOBS + Descriptor.digestOf(content);
    }

    private static String index(String... images) {
        return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", images) + "]}";
    }

    private static String descriptor(String manifest) {
        return FakeRegistry.descriptor("application/json", manifest.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void layersAreLaidOneAboveTheOther() {
        registry.image(IMAGE, "1.5.0", LAYER, ABOVE);

        assertThat(files()).hasToString("{haproxy.cfg=first, release.yaml=second}");
        assertThat(registry.requests())
                .containsExactly("GET /v2/piprio/release/manifests/1.5.0", "GET " + blob(LAYER), "GET " + blob(ABOVE));
    }

    @Test
    void anIndexLeadsToItsImage() {
        String manifest = registry.manifest(IMAGE, LAYER);
        registry.pushed(IMAGE, "of-this-machine", manifest).pushed(IMAGE, "1.5.0", index(descriptor(manifest)));

        assertThat(files()).containsEntry("release.yaml", "first");
    }

    @Test
    void anIndexOfOtherMachinesIsMalformed() {
        String one = registry.manifest(IMAGE, LAYER);
        String other = registry.manifest(IMAGE, ABOVE);
        registry.pushed(IMAGE, "one", one)
                .pushed(IMAGE, "other", other)
                .pushed(IMAGE, "1.5.0", index(descriptor(one), descriptor(other)));

        assertMalformed("has no image for linux/");
    }

    @Test
    void anImageOfAnIndexThatIsAnotherIsRefused() {
        String manifest = registry.manifest(IMAGE, LAYER);
        String digest = Descriptor.digestOf(manifest.getBytes(StandardCharsets.UTF_8));
        registry.pushed(IMAGE, "1.5.0", index(descriptor(manifest)))
                .answers("/v2/piprio/release/manifests/" + digest, 200, registry.manifest(IMAGE, ABOVE));

        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        assertThat(problem.expected()).isEqualTo("piprio/release " + digest);
    }

    @Test
    void aManifestThatIsAnotherThanTheRegistrySaysIsRefused() {
        registry.manifest(IMAGE, "1.5.0", "sha256:" + "0".repeat(64));

        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        assertThat(problem.expected()).endsWith("sha256:" + "0".repeat(64));
    }

    @Test
    void aRegistryNeedNotSayWhichManifestItSends() {
        registry.answers("/v2/piprio/release/manifests/1.5.0", 200, registry.manifest(IMAGE, LAYER));

        assertThat(files()).containsEntry("release.yaml", "first");
    }

    @Test
    void aManifestWithoutAnEndIsThatOfABrokenRegistry() {
        registry.answers("/v2/piprio/release/manifests/1.5.0", 200, new byte[(4 << 20) + 1]);

        assertThat(problem().code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>a captive portal</html>", "{\"schemaVersion\":1}", "{}"})
    void whatIsNoManifestIsMalformed(String manifest) {
        registry.pushed(IMAGE, "1.5.0", manifest);

        assertMalformed("is no");
    }

    @Test
    void aLayerOfAnotherDigestIsRefused() {
        byte[] changed = LAYER.clone();
        changed[changed.length / 2] ^= 1;
        registry.image(IMAGE, "1.5.0", LAYER).answers(blob(LAYER), 200, changed);

        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        assertThat(problem.expected()).isEqualTo("piprio/release " + Descriptor.digestOf(LAYER));
        assertThat(problem.found()).isEqualTo(Descriptor.digestOf(changed));
    }

    @Test
    void aLayerOfAnotherLengthIsRefused() {
        registry.image(IMAGE, "1.5.0", LAYER);
        for (int length : new int[] {0, LAYER.length - 1, LAYER.length + 1}) {
            registry.answers(blob(LAYER), 200, Arrays.copyOf(LAYER, length));

            assertThat(problem().code()).as("%d bytes", length).isEqualTo(ErrorCode.DIGEST_MISMATCH);
        }
    }

    @Test
    void aLayerThatIsNotThereIsNamed() {
        registry.image(IMAGE, "1.5.0", LAYER).answers(blob(LAYER), 404, "{}");

        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.IMAGE_MISSING);
        assertThat(problem.expected()).isEqualTo("piprio/release/blobs/" + Descriptor.digestOf(LAYER));
    }

    @Test
    void aLayerThatIsSaidToBeLargeIsNotEvenAskedFor() {
        String layer = "{\"mediaType\":\"x/y\",\"digest\":\"" + Descriptor.digestOf(LAYER) + "\",\"size\":%d}";
        for (long size : new long[] {(8 << 20) + 1, Long.MAX_VALUE}) {
            registry.pushed(IMAGE, "1.5.0", "{\"schemaVersion\":2,\"layers\":[" + layer.formatted(size) + "]}");

            assertMalformed("has layers of more than 8388608 bytes");
        }
        assertThat(registry.requests()).containsOnly("GET /v2/piprio/release/manifests/1.5.0");
    }

    @Test
    void aLayerThatIsNoneIsMalformed() {
        registry.image(IMAGE, "1.5.0", "no layer".getBytes(StandardCharsets.UTF_8));

        assertMalformed("has a layer that ends too early");
    }

    @Test
    void aNameThatLeadsElsewhereIsMalformed() {
        registry.image(
                IMAGE,
                "1.5.0",
                new TestLayer().file("release/../etc/cron.d/evil", "x").gzip());

        assertMalformed("has release/../etc/cron.d/evil, which leads out of the image");
    }

    @Test
    void aRegistryThatIsBusyIsLeftAloneForAWhile() {
        registry.image(IMAGE, "1.5.0", LAYER)
                .busyFor(1, "/v2/piprio/release/manifests/1.5.0", "3")
                .busyFor(2, blob(LAYER), "4");

        assertThat(files()).containsEntry("release.yaml", "first");
        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(4));
    }

    @Test
    void aRegistryThatStaysBusyIsNamedSo() {
        registry.image(IMAGE, "1.5.0", LAYER).busyFor(100, blob(LAYER), "2");

        assertThat(problem().code()).isEqualTo(ErrorCode.REGISTRY_BUSY);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 503})
    void otherAnswersAreThoseOfABrokenRegistry(int status) {
        registry.image(IMAGE, "1.5.0", LAYER).answers(blob(LAYER), status, "{}");

        OperatorException problem = problem();

        assertThat(problem.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
        assertThat(problem.found()).isEqualTo("HTTP status " + status);
    }
}
