package com.piprio.backup;

import com.piprio.compose.DockerEngine;
import com.piprio.compose.ProcessResult;
import com.piprio.compose.ProcessRunner;
import com.piprio.operator.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Reaches an installation of which only the answers of commands are there. */
final class InstallationInTest {
    static final String CONTAINER = "c0ffee";

    /** What the engine says of that container. */
    static final ProcessResult INSPECTED = new ProcessResult(0, """
            [{"Id": "c0ffee", "Name": "/postgres", "Image": "sha256:1", "Config": {"Image": "piprio/postgres:17"},
              "State": {"Status": "running", "ExitCode": 0, "StartedAt": "2026-11-24T00:00:00Z"}}]""", "");

    private InstallationInTest() {}

    static InstallationAccess own(ProcessRunner commands, Path backups, BundleKeys keys) {
        return access(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, commands, backups, keys);
    }

    static InstallationAccess access(
            String deployment, String domain, ProcessRunner commands, Path backups, BundleKeys keys) {
        return new InstallationAccess(
                new DatabaseAccess("127.0.0.1", 1, "piprio", "piprio", new Secret("pass-word"), CONTAINER),
                new ObjectStoreAccess(
                        URI.create("http://127.0.0.1:1"), "b", new Secret("access"), new Secret("s3-key")),
                new DockerEngine(commands),
                deployment,
                domain,
                "1.4.0",
                Map.of(),
                backups,
                keys);
    }
}
