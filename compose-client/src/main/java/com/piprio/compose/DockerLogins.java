package com.piprio.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.operator.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker login} left on this host: {@code config.json} in {@code DOCKER_CONFIG} or {@code ~/.docker}, read as
 * Docker's command line reads it. A file that cannot be read is no error here: most registries want no login.
 */
public final class DockerLogins implements RegistryLogins {
    private static final Duration HELPER_LIMIT = Duration.ofSeconds(20);
    private static final long LARGEST = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final CredentialHelper helper;

    /** Those of the user who runs this process. */
    public DockerLogins(ProcessRunner runner) {
        this(runner, System.getenv());
    }

    /** @param environment {@code DOCKER_CONFIG}, {@code HOME} and {@code PATH} of the user */
    public DockerLogins(ProcessRunner runner, Map<String, String> environment) {
        this(runner, environment, HELPER_LIMIT);
    }

    DockerLogins(ProcessRunner runner, Map<String, String> environment, Duration helperLimit) {
        String named = environment.getOrDefault("DOCKER_CONFIG", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        this.file = (named.isEmpty() ? Path.of(home, ".docker") : Path.of(named)).resolve("config.json");
        this.helper = new CredentialHelper(runner, environment.getOrDefault("PATH", ""), helperLimit);
    }

    @Override
    public RegistryLogin of(String server) {
        try {
            if (Files.size(file) > LARGEST) {
                return RegistryLogin.none(file + " is too large");
            }
            JsonNode configuration = JSON.readTree(Files.readAllBytes(file));
            Optional<String> program = helperOf(configuration, server);
            return program.isPresent()
                    ? helper.ask(program.get(), server, file)
                    : entry(configuration.path("auths"), server);
        } catch (NoSuchFileException e) {
            return RegistryLogin.none("there is no " + file);
        } catch (JsonProcessingException e) {
            // Its message quotes the file.
            return RegistryLogin.none(file + " is no valid JSON");
        } catch (IOException e) {
            return RegistryLogin.none(file + " cannot be read: " + e);
        }
    }

    /** The helper of this registry, or the one for all. */
    private static Optional<String> helperOf(JsonNode configuration, String server) {
        String own = configuration.path("credHelpers").path(server).asText("");
        String any = configuration.path("credsStore").asText("");
        return Optional.of(own.isEmpty() ? any : own).filter(name -> !name.isEmpty());
    }

    private RegistryLogin entry(JsonNode entries, String server) {
        JsonNode entry = find(entries, server);
        if (entry == null) {
            return RegistryLogin.none("no entry for " + server + " in " + file);
        }
        String where = "the entry for " + server + " in " + file;
        String identity = entry.path("identitytoken").asText("");
        if (!identity.isEmpty()) {
            return new RegistryLogin(Optional.of(new RegistryCredentials("", new Secret(identity), true)), where);
        }
        String encoded = entry.path("auth").asText("");
        return encoded.isEmpty()
                ? credentials(
                        entry.path("username").asText(""),
                        entry.path("password").asText(""),
                        where)
                : decoded(encoded, where);
    }

    /** By the name itself, or else by an older form of it, such as {@code https://registry.example.com/v1/}. */
    private static @Nullable JsonNode find(JsonNode entries, String server) {
        if (entries.has(server)) {
            return entries.path(server);
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            if (host(entry.getKey()).equals(server)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String host(String name) {
        return name.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }

    private static RegistryLogin decoded(String encoded, String where) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? RegistryLogin.none(where + " has no password")
                    : credentials(pair.substring(0, colon), pair.substring(colon + 1), where);
        } catch (IllegalArgumentException e) {
            return RegistryLogin.none(where + " is not in base64");
        }
    }

    private static RegistryLogin credentials(String user, String password, String where) {
        return user.isEmpty() || password.isEmpty()
                ? RegistryLogin.none(where + " is empty")
                : new RegistryLogin(Optional.of(new RegistryCredentials(user, new Secret(password), false)), where);
    }
}
