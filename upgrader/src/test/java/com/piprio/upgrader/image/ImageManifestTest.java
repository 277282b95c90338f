package com.piprio.upgrader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageManifestTest {
    private static final String AMD = image('a', "linux", "amd64");
    private static final String ARM = image('b', "linux", "arm64");
    private static final String PROVENANCE = image('c', "unknown", "unknown");

    private static String digest(char of) {
        return "sha256:" + String.valueOf(of).repeat(64);
    }

    private static String blob(char of) {
        return "{\"mediaType\":\"x/y\",\"digest\":\"" + digest(of) + "\",\"size\":1}";
    }

    private static String image(char of, String system, String architecture) {
        String platform = "{\"os\":\"" + system + "\",\"architecture\":\"" + architecture + "\"}";
        return blob(of).replaceFirst("}$", ",\"platform\":" + platform + "}");
    }

    private static ImageManifest read(String json) throws MalformedImageException {
        return ImageManifest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ImageManifest index(String... images) throws MalformedImageException {
        return read("{\"schemaVersion\":2,\"manifests\":[" + String.join(",", images) + "]}");
    }

    @Test
    void anImageHasAConfigurationAndLayersInTheirOrder() throws MalformedImageException {
        ImageManifest manifest = read("{\"schemaVersion\":2,\"mediaType\":\"some/type\",\"config\":" + blob('f')
                + ",\"layers\":[" + blob('e') + "," + blob('d') + "]}");

        assertThat(manifest.isIndex()).isFalse();
        assertThat(manifest.mediaType()).isEqualTo("some/type");
        assertThat(manifest.layers()).extracting(Descriptor::digest).containsExactly(digest('e'), digest('d'));
        assertThat(manifest.descriptors())
                .extracting(Descriptor::digest)
                .containsExactly(digest('f'), digest('e'), digest('d'));
        assertThat(manifest.descriptors()).noneMatch(Descriptor::manifest);
    }

    @Test
    void anIndexHasImages() throws MalformedImageException {
        ImageManifest manifest = index(AMD, ARM);

        assertThat(manifest.isIndex()).isTrue();
        assertThat(manifest.mediaType()).isEqualTo(ImageManifest.INDEX_TYPE);
        assertThat(manifest.images()).extracting(Descriptor::platform).containsExactly("linux/amd64", "linux/arm64");
        assertThat(manifest.descriptors()).allMatch(Descriptor::manifest);
    }

    @Test
    void theImageOfThePlatformIsChosen() throws MalformedImageException {
        assertThat(index(AMD, ARM, PROVENANCE).imageFor("linux/arm64").digest()).isEqualTo(digest('b'));
    }

    @Test
    void theOnlyImageIsChosenWhateverItIsFor() throws MalformedImageException {
        assertThat(index(PROVENANCE, ARM).imageFor("linux/amd64").digest()).isEqualTo(digest('b'));
        assertThat(index(blob('d')).imageFor("linux/amd64").digest()).isEqualTo(digest('d'));
    }

    @Test
    void anIndexWithoutTheImageIsRefused() {
        assertThatExceptionOfType(MalformedImageException.class)
                .isThrownBy(() -> index(AMD, ARM).imageFor("linux/riscv64"))
                .withMessage("has no image for linux/riscv64");
        assertThatExceptionOfType(MalformedImageException.class)
                .isThrownBy(() -> index(PROVENANCE).imageFor("linux/amd64"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"schemaVersion\":1,\"layers\":[LAYER]}",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"layers\":LAYER}",
                "{\"schemaVersion\":2,\"layers\":[LAYER],\"layers\":[LAYER]}",
                "{\"schemaVersion\":2,\"layers\":[{\"digest\":\"sha256:aa\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"config\":null,\"layers\":[LAYER]}"
            })
    void whatIsNoManifestIsRefused(String json) {
        assertThatExceptionOfType(MalformedImageException.class)
                .isThrownBy(() -> read(json.replace("LAYER", blob('a'))));
    }
}
