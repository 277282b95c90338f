package com.piprio.e2e.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The installation's {@code .env}, read and written as an operator does with an editor. */
public final class EnvironmentFile {

    private static final List<String> SECRETS =
            List.of("PIPRIO_DB_PASSWORD", "PIPRIO_S3_ACCESS_KEY", "PIPRIO_S3_SECRET_KEY", "PIPRIO_API_TOKEN");

    private final Path file;

    public EnvironmentFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** Keys and values in the order of the file; empty without a file. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
            }
        }
        return values;
    }

    public String value(String key) {
        String value = values().get(key);
        if (value == null) {
            throw new AssertionError(".env has no " + key);
        }
        return value;
    }

    /** The secret values by key: what must never be printed. */
    public Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>(values());
        secrets.keySet().retainAll(SECRETS);
        return secrets;
    }

    public static boolean secret(String key) {
        return SECRETS.contains(key);
    }

    /** Changes the value of a key, or adds it. */
    public void set(String key, String value) {
        String text = text();
        String line = key + "=" + value;
        String changed = text.replaceAll("(?m)^" + key + "=.*$", line);
        write(changed.equals(text) && !values().containsKey(key) ? text + line + "\n" : changed);
    }

    public void remove(String key) {
        write(text().replaceAll("(?m)^" + key + "=.*\\R", ""));
    }

    public String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unquoted(String value) {
        String trimmed = value.strip();
        return trimmed.length() > 1 && trimmed.matches("'.*'|\".*\"")
                ? trimmed.substring(1, trimmed.length() - 1)
                : trimmed;
    }
}
