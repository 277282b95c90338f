package com.piprio.upgrader.run;

import com.piprio.compose.AtomicFiles;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckedPath;
import com.piprio.upgrader.check.InstallationCheck;
import com.piprio.upgrader.check.Observed;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.PrivateDirectory;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.release.FetchedRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The target's files, kept in the installation, and its contract held against the operator's files and host. */
public final class TargetRelease {
    private final Installation installation;
    private final Ports ports;
    private final FetchedRelease fetched;

    public TargetRelease(Installation installation, Ports ports, FetchedRelease fetched) {
        this.installation = installation;
        this.ports = ports;
        this.fetched = fetched;
    }

    /**
     * Done when the files are in {@code .piprio/releases/<version>} and the installation fits the target.
     *
     * @throws OperatorException that names everything that does not fit, with the lines to write
     */
    public void resolve() {
        CheckResult result =
                InstallationCheck.look(installation, Observed.of(installation, ports), CheckedPath.direct(fetched));
        if (!result.fits()) {
            throw result.refusal(installation.environmentFile());
        }
        Path kept = PrivateDirectory.create(
                installation.releaseFiles(fetched.release().version()));
        fetched.files()
                .forEach((name, text) ->
                        AtomicFiles.write(kept.resolve(name), text.getBytes(StandardCharsets.UTF_8), "rw-r--r--"));
    }
}
