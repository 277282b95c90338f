package com.piprio.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the API acts on (the migrations) agrees with what the tooling acts on (release.yaml). */
class CatalogueTest {

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../releases"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyMigrationIsOfTheClassThatTheReleaseSays(Path release) throws IOException {
        for (Map<String, Object> migration : migrations(release)) {
            assertThat(MigrationClass.of(release.resolve("migrations").resolve((String) migration.get("file"))))
                    .as("%s", migration.get("file"))
                    .hasToString((String) migration.get("class"));
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theReleaseNamesEveryMigrationInOrder(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release.resolve("migrations"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(migrations(release).stream()
                            .map(migration -> (String) migration.get("file"))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theSchemaVersionIsThatOfTheLastMigration(Path release) throws IOException {
        List<Map<String, Object>> migrations = migrations(release);

        assertThat(migrations).hasSizeGreaterThanOrEqualTo(2);
        assertThat(((Map<?, ?>) content(release).get("schema")).get("version"))
                .isEqualTo(migrations.get(migrations.size() - 1).get("version"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> migrations(Path release) throws IOException {
        return (List<Map<String, Object>>) content(release).get("migrations");
    }

    private static Map<String, Object> content(Path release) throws IOException {
        try (Reader reader = Files.newBufferedReader(release.resolve("release.yaml"))) {
            return new Yaml().load(reader);
        }
    }
}
