package com.piprio.upgrader.installation;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The {@code .env} of a new installation: what the operator chose, and generated secrets. */
public final class NewEnvironment {
    private static final List<String> SECRETS =
            List.of("PIPRIO_DB_PASSWORD", "PIPRIO_S3_ACCESS_KEY", "PIPRIO_S3_SECRET_KEY", "PIPRIO_API_TOKEN");
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewEnvironment() {}

    /**
     * Writes the file with mode 0600; an existing one is kept as it is.
     *
     * @throws OperatorException when the existing file names another release
     */
    public static void writeUnlessPresent(
            Installation installation, ReleaseVersion release, Map<String, String> settings) {
        if (presentFor(installation, release)) {
            return;
        }
        EnvFile environment = EnvFile.parse(
                "# Piprio on-prem. Secrets below: keep this file to its owner, and keep it in your own backups too.\n",
                installation.environmentFile().toString());
        environment = environment.with("PIPRIO_VERSION", release.toString());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            environment = environment.with(setting.getKey(), setting.getValue());
        }
        environment = environment.with("PIPRIO_DEPLOYMENT_ID", UUID.randomUUID().toString());
        for (String name : SECRETS) {
            environment = environment.with(name, secret());
        }
        environment.write(installation.environmentFile());
    }

    /**
     * Whether there is one already.
     *
     * @throws OperatorException when it names another release
     */
    public static boolean presentFor(Installation installation, ReleaseVersion release) {
        if (!Files.exists(installation.environmentFile())) {
            return false;
        }
        ReleaseVersion present = installation.release();
        if (!present.equals(release)) {
            throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "an installation of another release is here")
                    .expected("no .env, or one that names " + release)
                    .found("release " + present)
                    .remedy("to move it: scripts/upgrade.sh " + release + "; for a second installation: unpack the"
                            + " kit in another directory")
                    .build();
        }
        return true;
    }

    /** A value that nobody can guess, and nobody has to know. */
    public static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
