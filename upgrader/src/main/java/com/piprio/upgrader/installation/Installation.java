package com.piprio.upgrader.installation;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.ReleaseVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The directory that holds one on-prem installation. Reads {@code .env} anew at each question. */
public final class Installation {
    /** The one Compose file of an installation, see the contract. */
    public static final String COMPOSE_FILE = "docker-compose.onprem.yml";

    /** Keys of {@code .env} that this program reads by these names: what renames them needs a newer one. */
    public static final Set<String> OWN_KEYS = Set.of(
            "PIPRIO_VERSION",
            "PIPRIO_REGISTRY",
            "PIPRIO_DOMAIN",
            "PIPRIO_DEPLOYMENT_ID",
            "COMPOSE_PROJECT_NAME",
            "PIPRIO_HTTP_ADDRESS",
            PortSetting.NAME,
            "PIPRIO_WORKER_REPLICAS",
            "PIPRIO_DB_PASSWORD",
            "PIPRIO_S3_ACCESS_KEY",
            "PIPRIO_S3_SECRET_KEY",
            "PIPRIO_API_TOKEN");

    private final Path directory;

    private Installation(Path directory) {
        this.directory = directory;
    }

    /** @throws OperatorException when {@code .env} or the Compose file is missing or names no release */
    public static Installation open(Path directory) {
        Installation installation = new Installation(directory.toAbsolutePath().normalize());
        if (!Files.isRegularFile(installation.environmentFile())) {
            throw OperatorException.of(ErrorCode.ENV_FILE_MISSING, "this directory holds no installation: no .env")
                    .expected(installation.environmentFile().toString())
                    .found("no such file")
                    .remedy("go to the installation's directory, or name it: -C DIR; a new one: scripts/install.sh")
                    .build();
        }
        if (!Files.isRegularFile(installation.composeFile())) {
            throw OperatorException.of(ErrorCode.COMPOSE_FILE_MISSING, "the installation has no Compose file")
                    .expected(installation.composeFile().toString())
                    .found("no such file")
                    .remedy("bring it back from the newest bundle (config/) or from the install kit of the release"
                            + " that .env names")
                    .build();
        }
        installation.release();
        return installation;
    }

    /** A directory that is about to become an installation: nothing is checked. */
    public static Installation unborn(Path directory) {
        return new Installation(directory.toAbsolutePath().normalize());
    }

    public Path directory() {
        return directory;
    }

    public Path environmentFile() {
        return directory.resolve(".env");
    }

    /** The {@code .env} from before a run that renamed or added settings. */
    public Path environmentBefore(RunId run) {
        return directory.resolve(".env.before-" + run.value());
    }

    public Path composeFile() {
        return directory.resolve(COMPOSE_FILE);
    }

    public Path proxyConfiguration() {
        return directory.resolve("config/proxy/haproxy.cfg");
    }

    public Path backups() {
        return directory.resolve("backups");
    }

    /** Where runs leave their traces: lock, journal, history, logs. */
    public Path state() {
        return directory.resolve(".piprio");
    }

    public Path journal() {
        return state().resolve("journal.jsonl");
    }

    /** What was here before a run changed it: {@code .env}, Compose file, proxy configuration. */
    public Path savedBy(RunId run) {
        return state().resolve("saved").resolve(run.value());
    }

    /** The files that a release brought, see {@link com.piprio.upgrader.release.FetchedRelease}. */
    public Path releaseFiles(ReleaseVersion version) {
        return state().resolve("releases").resolve(version.toString());
    }

    public EnvFile environment() {
        return EnvFile.read(environmentFile());
    }

    /** A value that must be there. */
    public String required(String key) {
        return environment().value(key).filter(value -> !value.isBlank()).orElseThrow(() -> OperatorException.of(
                        ErrorCode.ENV_KEY_MISSING, key + " is missing in .env")
                .expected(key + "=…")
                .found("no value")
                .remedy("add the line to " + environmentFile()
                        + "; the commented .env.sample of the install kit shows it")
                .build());
    }

    /** The release that {@code .env} names. */
    public ReleaseVersion release() {
        String named = required("PIPRIO_VERSION");
        try {
            return ReleaseVersion.parse(named);
        } catch (InvalidReleaseException e) {
            throw OperatorException.of(ErrorCode.ENV_VALUE_INVALID, "PIPRIO_VERSION in .env is no release")
                    .expected("a version such as 1.4.0")
                    .found(named)
                    .remedy("write the release that runs into " + environmentFile())
                    .cause(e)
                    .build();
        }
    }

    public String registry() {
        return required("PIPRIO_REGISTRY");
    }

    public String domain() {
        return required("PIPRIO_DOMAIN");
    }

    /** The number of workers that shall run. */
    public int workerReplicas() {
        String value = environment().value("PIPRIO_WORKER_REPLICAS").orElse("2");
        if (!value.matches("[1-9]\\d?")) {
            throw OperatorException.of(
                            ErrorCode.ENV_VALUE_INVALID, "PIPRIO_WORKER_REPLICAS in .env is no number of workers")
                    .expected("a number from 1 to 99")
                    .found(value)
                    .remedy("write a number, or remove the line for the default of 2")
                    .build();
        }
        return Integer.parseInt(value);
    }
}
