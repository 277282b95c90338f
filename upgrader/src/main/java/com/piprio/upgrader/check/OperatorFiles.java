package com.piprio.upgrader.check;

import com.piprio.compose.EnvFile;
import com.piprio.operator.OperatorException;
import com.piprio.release.ConfigurationFile;
import com.piprio.release.Release;
import com.piprio.release.diff.Difference;
import com.piprio.release.diff.InstallationRules;
import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an operator has written: {@code .env}, overrides beside the Compose file, edits of the Compose file itself. */
public final class OperatorFiles {
    private static final String ENVIRONMENT = ".env";

    /** Files that an upgrade replaces, each with the name under which an installation keeps what its release brought. */
    static final Map<String, String> REPLACED =
            Map.of(Installation.COMPOSE_FILE, Installation.COMPOSE_FILE, "config/proxy/haproxy.cfg", "haproxy.cfg");

    private final Path directory;
    private final Path kept;
    private final EnvFile environment;
    private final ComposeTexts texts;

    private OperatorFiles(Path directory, Path kept, EnvFile environment, ComposeTexts texts) {
        this.directory = directory;
        this.kept = kept;
        this.environment = environment;
        this.texts = texts;
    }

    /** @throws OperatorException when a file cannot be read or is malformed */
    public static OperatorFiles read(Installation installation) {
        EnvFile environment = installation.environment();
        return new OperatorFiles(
                installation.directory(),
                installation.releaseFiles(installation.release()),
                environment,
                ComposeTexts.read(installation, environment));
    }

    /** The same with another {@code .env}, as an upgrade would leave it. */
    OperatorFiles with(EnvFile changed) {
        return new OperatorFiles(directory, kept, changed, texts);
    }

    /** The same once an upgrade has replaced the files of the release: edits of these are gone. */
    OperatorFiles afterAnUpgrade() {
        return new OperatorFiles(directory, kept, environment, texts.withoutEdits());
    }

    EnvFile environment() {
        return environment;
    }

    /** Empty text without a value. */
    String value(String key) {
        return environment.value(key).orElse("");
    }

    boolean hasValue(String key) {
        return !value(key).isBlank();
    }

    /** True also for a key without a value. */
    boolean isPresent(String key) {
        return environment.keys().contains(key);
    }

    /** Keys of {@code .env} that the release does not know, without those that Compose or an override asks for. */
    List<String> unknownKeys(Release release) {
        return InstallationRules.unknownKeys(release, environment.keys()).stream()
                .map(Difference::subject)
                .filter(key -> !key.startsWith("COMPOSE_") && references(key).isEmpty())
                .toList();
    }

    /** Where the operator's own Compose text asks for a variable, each as {@code file:line}. */
    List<String> references(String variable) {
        return texts.places(Pattern.compile("(?<!\\$)\\$\\{?" + variable + "(?![A-Za-z0-9_])"));
    }

    /** Where the operator's own Compose text names a service: as a key, in a list, as the host of an address. */
    List<String> serviceReferences(String service) {
        String name = Pattern.quote(service);
        return texts.places(Pattern.compile("^\\s+[\"']?" + name + "[\"']?:\\s*(?:\\{.*)?$|^\\s*-\\s*[\"']?" + name
                + "[\"']?\\s*$|[\\[,]\\s*" + name + "\\s*[\\],]|service:" + name + "(?![\\w-])|//" + name
                + "(?![\\w.-])|(?<![\\w./-])" + name + ":\\d"));
    }

    /** Where the operator's own Compose text names the port of a service. */
    List<String> portReferences(String service, String port) {
        return texts.places(Pattern.compile("(?<![\\w.-])" + Pattern.quote(service) + ":" + port + "(?!\\d)"));
    }

    /** Names of the override files. */
    List<String> overrides() {
        return texts.overrides();
    }

    /**
     * Files of the release that the operator changed although an upgrade replaces them: told by the hash that the release
     * names, or else by the copy that was kept of what it brought.
     *
     * @param running of another release than the one that {@code .env} names the hashes say nothing
     */
    List<String> editedFiles(Release running) {
        return REPLACED.keySet().stream()
                .sorted()
                .filter(this::exists)
                .filter(path -> shippedHash(path, running)
                        .filter(shipped -> !shipped.equals(sha256(path)))
                        .isPresent())
                .toList();
    }

    private Optional<String> shippedHash(String path, Release running) {
        return Hop.file(running, path)
                .filter(file -> running.version().toString().equals(value("PIPRIO_VERSION")))
                .map(ConfigurationFile::sha256)
                .or(() -> keptHash(path));
    }

    private Optional<String> keptHash(String path) {
        Path copy = kept.resolve(REPLACED.getOrDefault(path, path));
        return Files.isRegularFile(copy) ? Optional.of(sha256(copy)) : Optional.empty();
    }

    boolean exists(String path) {
        return path.indexOf('\0') < 0 && Files.isRegularFile(directory.resolve(path));
    }

    /** Whether a file has a key, in any of the usual forms; false without the file. */
    boolean hasKey(String path, String key) {
        if (path.equals(ENVIRONMENT)) {
            return isPresent(key);
        }
        return exists(path)
                && Pattern.compile("(?m)^\\s*[\"']?" + Pattern.quote(key) + "[\"']?\\s*[:=]")
                        .matcher(ComposeTexts.text(directory.resolve(path)))
                        .find();
    }

    /** Octal, such as {@code 0600}. */
    String mode(String path) {
        try {
            int mode = (Integer) Files.getAttribute(directory.resolve(path), "unix:mode");
            return String.format(Locale.ROOT, "%04o", mode & 07777);
        } catch (IOException e) {
            throw ComposeTexts.unreadable(directory.resolve(path), e);
        }
    }

    String sha256(String path) {
        return sha256(directory.resolve(path));
    }

    private static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw ComposeTexts.unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
