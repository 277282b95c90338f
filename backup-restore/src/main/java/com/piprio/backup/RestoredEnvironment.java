package com.piprio.backup;

import com.piprio.compose.EnvFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which values of {@code .env} a restore brings back, and which belong to the host and the volumes. */
public final class RestoredEnvironment {
    /**
     * Who the installation is, its release and its host stay as they are, whoever made the bundle; the secrets stay
     * because the volumes were made with them.
     */
    static final Set<String> STAYS = Set.of(
            "PIPRIO_DEPLOYMENT_ID",
            "PIPRIO_DOMAIN",
            "PIPRIO_VERSION",
            "PIPRIO_REGISTRY",
            "COMPOSE_PROJECT_NAME",
            "PIPRIO_HTTP_ADDRESS",
            "PIPRIO_PORT",
            "PIPRIO_HTTP_PORT",
            "PIPRIO_DB_PASSWORD",
            "PIPRIO_S3_ACCESS_KEY",
            "PIPRIO_S3_SECRET_KEY");

    private RestoredEnvironment() {}

    /**
     * The bundle's file with the values of this host in it; the caller writes it and keeps the old file.
     *
     * <p>Everything else, the API token above all, comes from the bundle: values changed since are lost, as rows are.
     */
    public static EnvFile restoredEnvironment(EnvFile live, EnvFile fromBundle) {
        EnvFile restored = fromBundle;
        for (String key : STAYS.stream().sorted().toList()) {
            Optional<String> value = live.value(key);
            restored = value.isPresent() ? restored.with(key, value.get()) : restored.without(key);
        }
        return restored;
    }

    /** The keys whose values a restore would change, add or remove; values are secrets and are not told. */
    static List<String> changes(EnvFile live, EnvFile fromBundle) {
        EnvFile restored = restoredEnvironment(live, fromBundle);
        TreeSet<String> keys = new TreeSet<>(live.keys());
        keys.addAll(restored.keys());
        return keys.stream()
                .filter(key -> !live.value(key).equals(restored.value(key)))
                .toList();
    }
}
