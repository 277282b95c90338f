package com.piprio.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Programs that keep logins for Docker: {@code docker-credential-NAME get} reads the name of a registry and answers with
 * JSON. Nothing that one writes is ever shown, since secrets may be in it.
 */
final class CredentialHelper {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The user in whose place a helper hands out an identity token. */
    private static final String TOKEN = "<token>";

    private static final Pattern SEPARATOR = Pattern.compile(":");

    private final ProcessRunner runner;
    private final String searchPath;
    private final Duration limit;

    /** @param searchPath folders with programs, as in {@code PATH} */
    CredentialHelper(ProcessRunner runner, String searchPath, Duration limit) {
        this.runner = runner;
        this.searchPath = searchPath;
        this.limit = limit;
    }

    /** @param configuration the file that names the helper, for the operator */
    RegistryLogin ask(String name, String server, Path configuration) {
        String program = "docker-credential-" + name;
        String source = program + " (named in " + configuration + ")";
        Optional<Path> executable = find(program);
        if (executable.isEmpty()) {
            return RegistryLogin.none(source + " is not on the PATH");
        }
        Command command = Command.of(limit, List.of(executable.get().toString(), "get"))
                .withInput(Input.bytes(server.getBytes(StandardCharsets.UTF_8)));
        try {
            ProcessResult result = runner.run(command);
            return result.ok()
                    ? read(result.stdout(), source)
                    : RegistryLogin.none(source + " has none for " + server + ": exit code " + result.exitCode());
        } catch (OperatorException e) {
            if (e.code() == ErrorCode.PROCESS_INTERRUPTED) {
                throw e;
            }
            return RegistryLogin.none(
                    e.code() == ErrorCode.PROCESS_TIMEOUT
                            ? source + " did not answer within " + limit.toSeconds() + " s and was ended"
                            : source + " cannot be run");
        }
    }

    /** A name with a slash in it is no name of a program, and would leave the folders of the search path. */
    private Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.empty();
        }
        return SEPARATOR
                .splitAsStream(searchPath)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(program).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static RegistryLogin read(String answer, String source) {
        try {
            JsonNode node = JSON.readTree(answer);
            String user = node.path("Username").asText("");
            String secret = node.path("Secret").asText("");
            if (user.isEmpty() || secret.isEmpty()) {
                return RegistryLogin.none(source + " answered without a user or a secret");
            }
            boolean token = user.equals(TOKEN);
            return new RegistryLogin(
                    Optional.of(new RegistryCredentials(token ? "" : user, new Secret(secret), token)), source);
        } catch (JsonProcessingException e) {
            // Its message quotes the answer.
            return RegistryLogin.none(source + " answered with something that is no JSON");
        }
    }
}
