package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleLayoutTest {
    private static final String HASH = "ab" + "0".repeat(62);

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../a", "a/..", "a/./b", "", "/a", "a/", "a//b", "A", "a b", "a\nb", "\u00e4"})
    void namesThatLeadElsewhereAreHarmful(String path) {
        assertThat(BundleLayout.harmless(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "a..b", "config/proxy/haproxy.cfg", "0/_-."})
    void othersAreHarmless(String path) {
        assertThat(BundleLayout.harmless(path)).isTrue();
    }

    @Test
    void aPathHasAnEnd() {
        assertThat(BundleLayout.harmless("a".repeat(200))).isTrue();
        assertThat(BundleLayout.harmless("a".repeat(201))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/database.dump",
                "objects/index.ndjson",
                "config/index.json",
                "encryption.json",
                "config/0",
                "config/9999"
            })
    void aManifestNamesTheseFiles(String path) {
        assertThat(BundleLayout.allowedInManifest(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "manifest.sig", "config/10000", "config/01", "objects/ab", "db/other"})
    void andNoOthers(String path) {
        assertThat(BundleLayout.allowedInManifest(path)).isFalse();
    }

    @Test
    void aBlobLiesWhereItsNameSays() {
        assertThat(BundleLayout.isBlob(BundleLayout.blob(HASH))).isTrue();
        assertThat(BundleLayout.isBlob("objects/cd/" + HASH)).isFalse();
        assertThat(BundleLayout.isBlob("db/ab/" + HASH)).isFalse();
        assertThat(BundleLayout.isBlob("objects/ab/" + HASH.substring(1))).isFalse();
        assertThat(BundleLayout.isBlob(HASH)).isFalse();
    }

    @Test
    void thereAreFewDirectories() {
        for (String directory : new String[] {"db", "objects", "config", "objects/0f"}) {
            assertThat(BundleLayout.isDirectory(directory)).isTrue();
        }
        for (String other : new String[] {"", "db/more", "objects/g0", "objects/0F", "objects/0f/0f", "logs"}) {
            assertThat(BundleLayout.isDirectory(other)).isFalse();
        }
        assertThat(BundleLayout.isBlobDirectory("objects")).isFalse();
    }
}
