package com.piprio.upgrader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorFilesTest {
    private static final String OVERRIDE = "compose.override.yaml";

    @TempDir
    private Path directory;

    private Checked installation;

    @BeforeEach
    void prepare() {
        installation = new Checked(directory);
    }

    private OperatorFiles files() {
        return OperatorFiles.read(installation.installation());
    }

    private OperatorFiles override(String text) {
        installation.write(OVERRIDE, text);
        return files();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose.override.yaml",
                "compose.override.yml",
                "docker-compose.override.yml",
                "docker-compose.override.yaml"
            })
    void whatComposeMergesByItselfIsAnOverride(String name) {
        assertThat(files().overrides()).isEmpty();
        installation.write(name, "a: ${PIPRIO_LEVEL}\n");

        assertThat(files().overrides()).containsExactly(name);
        assertThat(files().references("PIPRIO_LEVEL")).containsExactly(name + ":1");
    }

    @Test
    void namesThatAreEmptyOrNowhereAreNone() throws IOException {
        Files.createDirectory(directory.resolve("folder"));
        installation.set("COMPOSE_FILE=:absent.yml:folder:");

        assertThat(files().overrides()).isEmpty();
    }

    @Test
    void anInstallationWhoseReleaseWasNotKeptHasNoEdits() throws IOException {
        assertThat(files().editedFiles(Checked.older())).isEmpty();
        Path kept = Files.createDirectories(directory.resolve(".piprio/releases/1.5.0"));
        Files.writeString(kept.resolve("docker-compose.onprem.yml"), "services: {}\n");
        assertThat(files().editedFiles(Checked.older())).isEmpty();

        installation.write("docker-compose.onprem.yml", "services: {mine: {}}\n");
        assertThat(files().editedFiles(Checked.older())).containsExactly("docker-compose.onprem.yml");

        Files.delete(directory.resolve(".piprio/releases/1.5.0/docker-compose.onprem.yml"));
        assertThat(files().editedFiles(Checked.older())).isEmpty();
    }

    @Test
    void withoutAComposeFileThereAreNoEdits() throws IOException {
        Path kept = Files.createDirectories(directory.resolve(".piprio/releases/1.5.0"));
        Files.writeString(kept.resolve("docker-compose.onprem.yml"), "services: {}\n");
        Installation opened = installation.installation();
        Files.delete(directory.resolve("docker-compose.onprem.yml"));

        assertThat(OperatorFiles.read(opened).editedFiles(Checked.older())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  cache:\n",
                "services:\n  \"cache\":\n",
                "services:\n  cache: {image: x}\n",
                "depends_on:\n  - cache\n",
                "depends_on:\n  - 'cache'\n",
                "depends_on: [api, cache]\n",
                "depends_on: [cache]\n",
                "network_mode: service:cache\n",
                "a: http://cache/x\n",
                "a: cache:6379\n"
            })
    void aServiceIsNamedInManyForms(String text) {
        assertThat(override(text).serviceReferences("cache")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  caches:\n",
                "services:\n  my-cache:\n",
                "cache: true\n",
                "depends_on:\n  - cached\n",
                "network_mode: service:cache-of-mine\n",
                "a: http://cache.example.org\n",
                "a: my.cache:6379\n",
                "a: 1 # cache:6379\n"
            })
    void whatOnlyLooksLikeItIsNot(String text) {
        assertThat(override(text).serviceReferences("cache")).isEmpty();
    }

    @Test
    void aPortIsNamedWithItsService() {
        assertThat(override("a: cache:6379\n").portReferences("cache", "6379")).containsExactly(OVERRIDE + ":1");
        assertThat(override("a: cache:63790\nb: my-cache:6379\nc: other:6379\n").portReferences("cache", "6379"))
                .isEmpty();
    }

    @Test
    void unknownKeysAreThoseThatNobodyAsksFor() {
        installation.set("PIPRIO_TYPO=1").set("COMPOSE_PROFILES=a").set("MINE=1");

        assertThat(override("a: $MINE\n").unknownKeys(Checked.older()))
                .contains("PIPRIO_TYPO")
                .doesNotContain("MINE", "COMPOSE_PROFILES");
    }

    @Test
    void aValueMayBeEmptyAndItsKeyThere() {
        installation.set("PIPRIO_LEVEL=").set("PIPRIO_PORT=80");

        assertThat(files().isPresent("PIPRIO_LEVEL")).isTrue();
        assertThat(files().hasValue("PIPRIO_LEVEL")).isFalse();
        assertThat(files().hasValue("PIPRIO_PORT")).isTrue();
        assertThat(files().value("PIPRIO_ABSENT")).isEmpty();
    }

    @Test
    void keysAreSeenInTheUsualForms() {
        installation.write("a.yml", "shade: dark\n  'hue' : 1\n\"tone\"=2\n# light: 1\n");
        OperatorFiles files = files();

        assertThat(List.of("shade", "hue", "tone")).allMatch(key -> files.hasKey("a.yml", key));
        assertThat(List.of("dark", "sha", "light")).noneMatch(key -> files.hasKey("a.yml", key));
        assertThat(files.hasKey("absent.yml", "shade")).isFalse();
        assertThat(files.hasKey(".env", "PIPRIO_DOMAIN")).isTrue();
        assertThat(files.hasKey(".env", "docs.example.org")).isFalse();
    }

    @Test
    void aFileIsAPlainOne() throws IOException {
        Files.createDirectory(directory.resolve("folder"));

        assertThat(files().exists(".env")).isTrue();
        assertThat(files().exists("folder")).isFalse();
        assertThat(files().exists("absent")).isFalse();
        assertThat(files().exists("a\0b")).isFalse();
        assertThat(files().exists("\0")).isFalse();
    }

    @Test
    void modesAreOctal() throws IOException {
        Files.setPosixFilePermissions(directory.resolve(".env"), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(files().mode(".env")).isEqualTo("0640");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> files().mode("absent"),
                () -> files().sha256("absent"),
                () -> ComposeTexts.text(directory.resolve("absent")))) {
            assertThatThrownBy(reading).isInstanceOfSatisfying(OperatorException.class, problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
                assertThat(problem.expected())
                        .isEqualTo(directory.resolve("absent").toString());
            });
        }
    }
}
