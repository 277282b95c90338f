package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.Adoption;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.Manifest;
import com.piprio.backup.RestorePreview;
import com.piprio.backup.VerificationLevel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an operator reads before they type the domain. */
class LossTextTest {
    private static final BundleId ID = new BundleId("piprio_20261124T081500Z");

    private static RestorePreview preview(Adoption adoption, String... warnings) {
        Manifest manifest = new Manifest(
                2,
                ID,
                "there",
                "docs.example.com",
                "1.4.0",
                "1.4.0.2",
                "17.6",
                Instant.parse("2026-11-24T08:15:02Z"),
                8_000_000,
                null,
                new TreeMap<>(),
                0,
                0,
                List.of(),
                new TreeMap<>());
        return new RestorePreview(
                new Bundle(ID, Path.of("bundle"), manifest, VerificationLevel.DECODED, "ed25519:abc"),
                null,
                "1.4.0.2",
                List.of(),
                null,
                0,
                0,
                List.of("PIPRIO_API_TOKEN"),
                adoption,
                List.of(warnings),
                List.of());
    }

    @Test
    void anAdoptionSaysWhoComesAndWhatStays() {
        String text = LossText.of(preview(new Adoption("there")), "here");

        assertThat(text)
                .contains("signed with ed25519:abc")
                .contains("it is the bundle of installation there (docs.example.com)")
                .contains("stop that one first")
                .contains("this installation stays here: ")
                .contains("passwords of database and object store do not change")
                .contains(".env: PIPRIO_API_TOKEN as in the bundle");
    }

    @Test
    void anOwnBundleIsNoAdoption() {
        assertThat(LossText.of(preview(Adoption.NONE), "here")).doesNotContain("this installation stays");
    }

    @Test
    void warningsAreTold() {
        assertThat(LossText.of(preview(Adoption.NONE, "texts sort otherwise", "and this"), "here")
                        .lines())
                .contains("texts sort otherwise", "and this");
    }
}
