package com.piprio.e2e.state;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for the installation's secrets where they must not be: in what the scripts printed, in the upgrader's journal
 * and logs, and in the logs of the containers. Names what it found, never the secret.
 */
public record SecretScan(Map<String, String> secrets) {

    private static final int SHORTEST = 8;

    public static List<String> findings(Installation installation) {
        SecretScan scan = new SecretScan(installation.env().secrets());
        List<String> findings = new ArrayList<>();
        for (Run run : installation.runs()) {
            findings.addAll(scan.in("output of " + run.command().printed(), run.output()));
        }
        findings.addAll(scan.in("container logs", installation.compose().logs("")));
        Path state = installation.directory().resolve(".piprio");
        if (Files.isDirectory(state)) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    // A kept copy of .env is allowed to hold secrets when nobody else can read it.
                    if (!file.getFileName().toString().contains("env") || !isPrivate(file)) {
                        findings.addAll(scan.in(file.toString(), text));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return findings;
    }

    private static boolean isPrivate(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream()
                .allMatch(permission -> permission.name().startsWith("OWNER"));
    }

    /** One finding for each secret that the text contains. */
    public List<String> in(String where, String text) {
        return secrets.entrySet().stream()
                .filter(secret -> secret.getValue().length() >= SHORTEST && text.contains(secret.getValue()))
                .map(secret -> "the value of " + secret.getKey() + " is in: " + where)
                .toList();
    }
}
