package com.piprio.e2e.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class ReleaseRecipeTest {

    private static final Path CATALOGUE = Path.of("../releases");

    @TempDir
    private Path folder;

    private Map<String, Object> written(ReleaseRecipe recipe) throws Exception {
        Path catalogue = recipe.writeInto(CATALOGUE, folder.resolve("catalogue"));
        return new Yaml().load(Files.readString(catalogue.resolve(recipe.version() + "/release.yaml")));
    }

    @Test
    void isLikeItsBaseButForNumberAndMigrations() throws Exception {
        Map<String, Object> base = new Yaml().load(Files.readString(CATALOGUE.resolve("1.4.0/release.yaml")));
        Map<String, Object> release = written(ReleaseRecipe.release("1.4.1", "1.4.0"));
        assertThat(release).containsEntry("version", "1.4.1").containsEntry("migrations", List.of());
        for (String same : List.of("contract", "schema", "services", "infrastructure", "environment")) {
            assertThat(release.get(same)).as(same).isEqualTo(base.get(same));
        }
    }

    @Test
    void numbersMigrationsAndRaisesTheOldestReleaseForAnOfflineOne() throws Exception {
        Map<String, Object> release = written(ReleaseRecipe.release("1.4.1", "1.4.0")
                .online("add_column", "select 1;")
                .offline("rename_column", "select 2;"));
        assertThat(release.get("schema")).isEqualTo(Map.of("version", "1.4.1.2", "oldestRelease", "1.4.1"));
        Path migrations = folder.resolve("catalogue/1.4.1/migrations");
        assertThat(migrations.resolve("V1.4.1.1__add_column.sql")).hasContent("-- class: online\nselect 1;\n");
        assertThat(migrations.resolve("V1.4.1.2__rename_column.sql")).hasContent("-- class: offline\nselect 2;\n");
    }

    @Test
    void bringsItsOwnComposeFile() throws Exception {
        written(ReleaseRecipe.release("1.4.1", "1.4.0")
                .composeFile(text -> text.replace("PIPRIO_LOG_LEVEL:-INFO", "PIPRIO_LOG_LEVEL:-WARN")));
        assertThat(folder.resolve("catalogue/1.4.1/docker-compose.onprem.yml"))
                .content()
                .contains("PIPRIO_LOG_LEVEL:-WARN")
                .doesNotContain("PIPRIO_LOG_LEVEL:-INFO");
    }

    @Test
    void bringsTheComposeFileOfItsBase() throws Exception {
        written(ReleaseRecipe.release("1.4.1", "1.4.0"));
        assertThat(folder.resolve("catalogue/1.4.1/docker-compose.onprem.yml"))
                .hasSameTextualContentAs(CATALOGUE.resolve("1.4.0/docker-compose.onprem.yml"))
                .content()
                .doesNotContain("piprio/search");
    }

    @Test
    void bringsTheComposeFileOfTheNewestWhereThatIsItsBase() throws Exception {
        written(ReleaseRecipe.release("1.6.1", "1.6.0"));
        assertThat(folder.resolve("catalogue/1.6.1/docker-compose.onprem.yml"))
                .hasSameTextualContentAs(CATALOGUE.resolveSibling("docker-compose.onprem.yml"));
    }

    @Test
    void leavesTheCatalogueItCopiesAlone() throws Exception {
        written(ReleaseRecipe.release("1.4.1", "1.4.0"));
        assertThat(CATALOGUE.resolve("1.4.1")).doesNotExist();
        assertThat(folder.resolve("catalogue/1.5.0/release.yaml")).exists();
    }
}
