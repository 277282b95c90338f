package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Release 1.5.0 of a small catalogue, and 1.6.0, which is the same but for one edit. */
final class Pair {
    static final String YAML = resource("release.yaml");
    static final String API = resource("openapi.json");

    private Pair() {}

    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Pair.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 1.5.0 as it is. */
    static Release older() {
        return ReleaseFile.parse(YAML, "older");
    }

    /** 1.6.0 before any edit: no migration of its own. */
    private static String newer() {
        return YAML.replace("version: 1.5.0\ndate: 2026-11-16", "version: 1.6.0\ndate: 2027-03-08")
                .replaceAll(
                        "(?s)migrations:.*services:\n  - \\{name: api", "migrations: []\nservices:\n  - {name: api");
    }

    /** What one replacement in the newer release, or else in its API document, makes of the two. */
    static List<Difference> edited(String from, String to) {
        boolean yaml = newer().contains(from);
        assertThat(yaml || API.contains(from)).as("there is: " + from).isTrue();
        return differences(YAML, yaml ? newer().replace(from, to) : newer(), yaml ? API : API.replace(from, to));
    }

    static List<Difference> added(String list, String entry) {
        return edited("  # " + list, "  - " + entry);
    }

    /** A migration 1.6.0.1 that has these further keys. */
    static List<Difference> migration(String keys) {
        return edited(
                "schema: {version: 1.5.0.1, oldestRelease: 1.5.0}\nmigrations: []",
                "schema: {version: 1.6.0.1, oldestRelease: 1.5.0}\nmigrations:\n"
                        + "  - {version: 1.6.0.1, file: V1.6.0.1__next.sql, summary: next, " + keys + "}");
    }

    private static List<Difference> differences(String older, String newer, String api) {
        Release before = ReleaseFile.parse(older, "before");
        Release after = ReleaseFile.parse(newer, "after");
        Catalogue catalogue = Catalogue.of(List.of(before, after));
        return ContractDiff.between(
                PublishedRelease.of(catalogue, before, ApiDocument.parse(API, "before")),
                PublishedRelease.of(catalogue, after, ApiDocument.parse(api, "after")));
    }
}
