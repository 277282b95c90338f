package com.piprio.upgrader.run;

import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.EnvironmentContract;
import com.piprio.release.Finding;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.PrivateDirectory;
import com.piprio.upgrader.release.FetchedRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The target's files, kept in the installation, and its contract held against the operator's configuration. */
public final class TargetRelease {
    private final Installation installation;
    private final FetchedRelease fetched;

    public TargetRelease(Installation installation, FetchedRelease fetched) {
        this.installation = installation;
        this.fetched = fetched;
    }

    /**
     * Done when the files are in {@code .piprio/releases/<version>} and {@code .env} fits the target.
     *
     * @throws OperatorException that names every key that does not fit
     */
    public void resolve() {
        checkEnvironment();
        Path kept = PrivateDirectory.create(
                installation.releaseFiles(fetched.release().version()));
        fetched.files()
                .forEach((name, text) ->
                        AtomicFiles.write(kept.resolve(name), text.getBytes(StandardCharsets.UTF_8), "rw-r--r--"));
    }

    private void checkEnvironment() {
        List<Finding> findings =
                EnvironmentContract.check(
                                fetched.release(), installation.environment().keys())
                        .stream()
                        .filter(Finding::blocks)
                        .toList();
        if (findings.isEmpty()) {
            return;
        }
        boolean missing = findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.MISSING);
        throw OperatorException.of(
                        missing ? ErrorCode.ENV_KEY_MISSING : ErrorCode.ENV_KEY_UNKNOWN,
                        ".env does not fit release " + fetched.release().version())
                .expected("the keys that release " + fetched.release().version() + " declares")
                .found(findings.stream()
                        .map(finding -> finding.kind().name().toLowerCase(Locale.ROOT) + ": " + finding.name())
                        .collect(Collectors.joining(", ")))
                .remedy(findings.stream().map(Finding::remedy).collect(Collectors.joining("; ")) + " (file "
                        + installation.environmentFile() + ")")
                .build();
    }
}
