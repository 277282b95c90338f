package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.DockerLogins;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.login.GuardedRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what {@code docker login} left in a folder to the answer of a registry that wants it. */
class RegistryLoginTest {
    private static final String TAGS = "/v2/piprio/release/tags/list";
    private static final String BLOB = "/v2/piprio/api/blobs/sha256:aa";
    private static final String ALICE = GuardedRegistry.basic("alice", "s3cret");

    @TempDir
    private Path directory;

    private final GuardedRegistry registry = new GuardedRegistry();
    private final GuardedRegistry store = new GuardedRegistry();

    @BeforeEach
    void guard() {
        registry.guards("/v2/", "Basic realm=\"x\"")
                .accepts(ALICE)
                .has(TAGS, "{\"tags\":[\"1.5.0\"]}")
                .has(BLOB, "layer")
                .has("/v2/piprio/api/manifests/1.5.0", "", "Docker-Content-Digest", "sha256:aa")
                .has("/v2/piprio/api/manifests/sha256:aa", "", "Docker-Content-Digest", "sha256:aa");
    }

    @AfterEach
    void stop() {
        registry.close();
        store.close();
    }

    private DockerLogins logins() {
        return new DockerLogins(
                new SystemProcessRunner(), Map.of("DOCKER_CONFIG", directory.toString(), "PATH", directory.toString()));
    }

    private RegistryReleases releases() {
        return new RegistryReleases(registry.address(), new ReleaseKeys(directory), logins());
    }

    private void configuration(String json) throws IOException {
        Files.writeString(directory.resolve("config.json"), json.replace("REGISTRY", registry.address()));
    }

    private void aliceIsLoggedIn() throws IOException {
        configuration("{\"auths\":{\"REGISTRY\":{\"auth\":\"" + ALICE.substring("Basic ".length()) + "\"}}}");
    }

    private static OperatorException refusalOf(ThrowingCallable act) {
        OperatorException refusal = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act)
                .actual();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REGISTRY_LOGIN);
        assertThat(refusal.problem() + refusal.expected() + refusal.found() + refusal.remedy() + refusal)
                .doesNotContain("s3cret", ALICE.substring("Basic ".length()));
        return refusal;
    }

    @Test
    void tagsAndImagesAreReadWithTheLoginOfThisHost() throws IOException {
        aliceIsLoggedIn();
        RegistryReleases releases = releases();

        assertThat(releases.published()).hasToString("[1.5.0]");
        assertThat(releases.offers(new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:aa")))
                .isTrue();
    }

    @Test
    void blobsAreReadWithTheLoginOfThisHost() throws IOException {
        aliceIsLoggedIn();

        try (InputStream blob = new RegistryContent(registry.address(), logins()).blob("piprio/api", "sha256:aa")) {
            assertThat(new String(blob.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("layer");
        }
    }

    @Test
    void aBlobThatIsStoredElsewhereIsReadThereWithoutTheLogin() throws IOException {
        aliceIsLoggedIn();
        registry.redirects(BLOB, "http://" + store.address() + "/layer?signature=abc");
        store.has("/layer", "layer from the store");

        try (InputStream blob = new RegistryContent(registry.address(), logins()).blob("piprio/api", "sha256:aa")) {
            assertThat(new String(blob.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("layer from the store");
        }
        assertThat(store.requests()).containsExactly(new GuardedRegistry.Request("GET /layer?signature=abc", "-", ""));
    }

    @Test
    void aHelperProgramKnowsTheLogin() throws IOException {
        Path helper = directory.resolve("docker-credential-safe");
        Files.writeString(helper, """
                #!/bin/sh
                read -r server
                [ "$server" = %s ] && echo '{"Username":"alice","Secret":"s3cret"}'
                """.formatted(registry.address()));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        configuration("{\"credHelpers\":{\"REGISTRY\":\"safe\"}}");

        assertThat(releases().published()).hasToString("[1.5.0]");
    }

    @Test
    void withoutALoginTheRefusalSaysWhereAndWhatToType() {
        OperatorException refusal = refusalOf(() -> releases().published());

        assertThat(refusal.problem()).isEqualTo("the registry " + registry.address() + " wants a login");
        assertThat(refusal.found()).endsWith("no credentials: there is no " + directory.resolve("config.json"));
        assertThat(refusal.remedy())
                .isEqualTo("log in as the user who runs this script: docker login " + registry.address()
                        + "\nthen run the same command again");
    }

    @Test
    void aWrongLoginIsRefusedEverywhere() throws IOException {
        configuration("{\"auths\":{\"REGISTRY\":{\"username\":\"alice\",\"password\":\"s3cret2\"}}}");
        ImagePin pin = new ImagePin(registry.address() + "/piprio/api", "1.5.0", "sha256:aa");

        assertThat(refusalOf(() -> releases().published()).found())
                .endsWith(
                        "credentials: the entry for " + registry.address() + " in " + directory.resolve("config.json"));
        refusalOf(() -> releases().offers(pin));
        refusalOf(() -> new RegistryContent(registry.address(), logins()).blob("piprio/api", "sha256:aa"));
        refusalOf(() -> new RegistryContent(registry.address(), logins()).manifest("piprio/api", "1.5.0"));
    }

    @Test
    void aHelperThatIsNotThereIsNamed() throws IOException {
        configuration("{\"credsStore\":\"gone\"}");

        assertThat(refusalOf(() -> releases().published()).found())
                .contains("no credentials: docker-credential-gone (named in ")
                .endsWith("is not on the PATH");
    }
}
