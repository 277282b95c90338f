package com.piprio.upgrader;

import com.piprio.upgrader.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that is an installation of release 1.4.0, with secrets that are easy to find where they must not be. */
public final class InstallationDirectory {
    /** Every secret of {@code .env}. */
    public static final List<String> SECRETS =
            List.of("marker-db-password", "marker-s3-access", "marker-s3-secret", "marker-api-token");

    public static final String ENVIRONMENT = """
            PIPRIO_VERSION=1.4.0
            PIPRIO_REGISTRY=registry.example.com:5000
            PIPRIO_DOMAIN=docs.example.com
            PIPRIO_DEPLOYMENT_ID=6f9619ff-8b86-4d01-b42d-00cf4fc964ff
            COMPOSE_PROJECT_NAME=piprio
            PIPRIO_HTTP_ADDRESS=127.0.0.1
            PIPRIO_HTTP_PORT=18080
            PIPRIO_DB_PASSWORD=marker-db-password
            PIPRIO_S3_ACCESS_KEY=marker-s3-access
            PIPRIO_S3_SECRET_KEY=marker-s3-secret
            PIPRIO_API_TOKEN=marker-api-token
            """;

    private InstallationDirectory() {}

    /** Writes the files into an empty directory. */
    public static Installation in(Path directory) throws IOException {
        return in(directory, ENVIRONMENT);
    }

    public static Installation in(Path directory, String environment) throws IOException {
        Files.writeString(directory.resolve(".env"), environment);
        Files.writeString(directory.resolve(Installation.COMPOSE_FILE), "services: {}\n");
        Path proxy = Files.createDirectories(directory.resolve("config/proxy"));
        Files.writeString(proxy.resolve("haproxy.cfg"), "# as installed\n");
        return Installation.open(directory);
    }

    /** The same settings with one line in place of that of its key. */
    public static String environmentWith(String key, String value) {
        return ENVIRONMENT.replaceAll("(?m)^" + key + "=.*$", key + "=" + value);
    }

    /** The same settings without a key. */
    public static String environmentWithout(String key) {
        return ENVIRONMENT.replaceAll("(?m)^" + key + "=.*\n", "");
    }
}
