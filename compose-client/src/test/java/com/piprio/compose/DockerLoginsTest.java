package com.piprio.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as {@code docker login} writes them, and helper programs that are small scripts. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DockerLoginsTest {
    private static final String SERVER = "registry.example.com:5000";
    private static final String PASSWORD = "s3cret:with a colon";
    private static final String PAIR =
            Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private RegistryLogin login(String configuration) throws IOException {
        Files.writeString(directory.resolve("config.json"), configuration);
        return logins(Duration.ofSeconds(30)).of(SERVER);
    }

    private DockerLogins logins(Duration helperLimit) {
        return new DockerLogins(
                new SystemProcessRunner(),
                Map.of("DOCKER_CONFIG", directory.toString(), "PATH", "/nowhere:" + directory.resolve("bin")),
                helperLimit);
    }

    private void helper(String name, String script) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static void assertAlice(RegistryLogin login) {
        assertThat(login.credentials()).contains(new RegistryCredentials("alice", new Secret(PASSWORD), false));
    }

    private static void assertNone(RegistryLogin login, String why) {
        assertThat(login.credentials()).isEmpty();
        assertThat(login.where()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVER, "https://" + SERVER, "https://" + SERVER + "/v1/", "http://" + SERVER + "/v2"})
    void anEntryIsFoundUnderEveryNameThatDockerGivesIt(String name) throws IOException {
        RegistryLogin login = login("{\"auths\":{\"other\":{},\"" + name + "\":{\"auth\":\"" + PAIR + "\"}}}");

        assertAlice(login);
        assertThat(login.where()).isEqualTo("the entry for " + SERVER + " in " + directory.resolve("config.json"));
    }

    @Test
    void thePlainFormAndAnIdentityTokenAreUnderstood() throws IOException {
        assertAlice(
                login("{\"auths\":{\"%s\":{\"username\":\"alice\",\"password\":\"%s\"}}}".formatted(SERVER, PASSWORD)));
        assertThat(login("{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"t0ken\"}}}".formatted(SERVER, PAIR))
                        .credentials())
                .contains(new RegistryCredentials("", new Secret("t0ken"), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            {}                                                   ! no entry for registry.example.com:5000
            {"auths":{"registry.example.com":{"auth":"YTpi"}}}   ! no entry for registry.example.com:5000
            {"auths":{"registry.example.com:5000":{}}}           ! is empty
            {"auths":{"registry.example.com:5000":{"auth":"%"}}} ! is not in base64
            {"auths":{"registry.example.com:5000":{"auth":"YQ=="}}} ! has no password
            {"auths":{"registry.example.com:5000":{"auth":"YTo="}}} ! is empty
            {"auths": s3cret                                     ! is no valid JSON
            []                                                   ! no entry for registry.example.com:5000
            """)
    void whatIsNoLoginSaysWhy(String configuration, String why) throws IOException {
        RegistryLogin login = login(configuration);

        assertNone(login, why);
        assertThat(login.where()).contains("config.json").doesNotContain("s3cret");
    }

    @Test
    void aConfigurationThatIsNotThereIsNoError() {
        assertNone(logins(Duration.ofSeconds(30)).of(SERVER), "there is no " + directory.resolve("config.json"));
    }

    @Test
    void aConfigurationThatCannotBeReadIsNoError() throws IOException {
        Files.createDirectory(directory.resolve("config.json"));

        assertNone(logins(Duration.ofSeconds(30)).of(SERVER), "config.json cannot be read: ");
    }

    @Test
    void theConfigurationIsInTheHomeWhereNoOtherFolderIsNamed() {
        DockerLogins logins = new DockerLogins(new RecordingRunner(), Map.of("HOME", "/home/nobody"));

        assertNone(logins.of(SERVER), "there is no /home/nobody/.docker/config.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"credsStore\":\"safe\",\"auths\":{\"" + SERVER + "\":{}}}",
                "{\"credHelpers\":{\"" + SERVER + "\":\"safe\"}}",
                "{\"credsStore\":\"gone\",\"credHelpers\":{\"" + SERVER + "\":\"safe\"}}"
            })
    void aHelperIsAskedForThisRegistryOnItsInput(String configuration) throws IOException {
        helper("safe", """
                [ "$#" = 1 ] && [ "$1" = get ] && [ "$(cat)" = registry.example.com:5000 ] || exit 9
                echo '{"ServerURL":"x","Username":"alice","Secret":"s3cret:with a colon"}'
                """);

        RegistryLogin login = login(configuration);

        assertAlice(login);
        assertThat(login.where())
                .isEqualTo("docker-credential-safe (named in " + directory.resolve("config.json") + ")");
    }

    @Test
    void aHelperMayHandOutAnIdentityToken() throws IOException {
        helper("safe", "echo '{\"Username\":\"<token>\",\"Secret\":\"t0ken\"}'");

        assertThat(login("{\"credsStore\":\"safe\"}").credentials())
                .contains(new RegistryCredentials("", new Secret("t0ken"), true));
    }

    /** As Docker does: a helper that is named is the only one who is asked. */
    @Test
    void aHelperWithoutALoginIsNotStoodInForByTheFile() throws IOException {
        helper("safe", "echo credentials not found in native keychain; exit 1");

        assertNone(
                login("{\"credsStore\":\"safe\",\"auths\":{\"" + SERVER + "\":{\"auth\":\"" + PAIR + "\"}}}"),
                "has none for " + SERVER + ": exit code 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            echo s3cret                                   ! something that is no JSON
            echo '{"Username":"s3cret"}'                  ! without a user or a secret
            echo '[]'                                     ! without a user or a secret
            true                                          ! without a user or a secret
            echo s3cret; echo s3cret >&2; exit 3          ! has none for registry.example.com:5000: exit code 3
            """)
    void nothingThatAHelperWritesIsShown(String script, String why) throws IOException {
        helper("safe", script);

        RegistryLogin login = login("{\"credsStore\":\"safe\"}");

        assertNone(login, why);
        assertThat(login.toString()).doesNotContain("s3cret");
    }

    @Test
    void aHelperThatHangsIsEnded() throws IOException {
        helper("safe", "echo s3cret >&2; sleep 300");
        Files.writeString(directory.resolve("config.json"), "{\"credsStore\":\"safe\"}");

        RegistryLogin login = logins(Duration.ofSeconds(1)).of(SERVER);

        assertNone(login, "did not answer within 1 s and was ended");
        assertThat(login.where()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "../bin/docker-credential-safe", "x/../../bin/docker-credential-safe"})
    void onlyAProgramOnThePathIsRun(String name) throws IOException {
        helper("safe", "echo '{\"Username\":\"alice\",\"Secret\":\"s3cret\"}'");

        assertNone(login("{\"credsStore\":\"" + name + "\"}"), "is not on the PATH");
    }

    @Test
    void aHelperThatMayNotBeRunIsNotOnThePath() throws IOException {
        helper("safe", "true");
        Files.setPosixFilePermissions(
                directory.resolve("bin/docker-credential-safe"), PosixFilePermissions.fromString("rw-------"));

        assertNone(login("{\"credsStore\":\"safe\"}"), "is not on the PATH");
    }

    @Test
    void noSecretIsPrinted() throws IOException {
        RegistryLogin login = login("{\"auths\":{\"" + SERVER + "\":{\"auth\":\"" + PAIR + "\"}}}");

        assertThat(login.toString()).doesNotContain("s3cret", PAIR, "alice");
    }
}
