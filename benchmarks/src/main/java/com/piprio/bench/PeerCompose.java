package com.piprio.bench;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the peers have in common: Compose with further files, and the proxy with a configuration of theirs. */
final class PeerCompose {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private PeerCompose() {}

    /** {@code docker compose} in the installation's folder with its file and these others. */
    static Run run(Installation installation, List<String> files, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker", "compose", "-f", "docker-compose.onprem.yml"));
        for (String file : files) {
            argv.add("-f");
            argv.add(file);
        }
        argv.addAll(List.of(arguments));
        return Processes.run(CommandLine.of(argv).in(installation.directory()).within(LIMIT))
                .expectExit(0);
    }

    /** Puts the peer's configuration in the place of the installation's, and starts the proxy anew with it. */
    static void useProxy(Installation installation, Path configuration) {
        copy(configuration, installation.directory().resolve("config/proxy/haproxy.cfg"));
        installation.compose().restart("proxy");
        installation.compose().awaitHealthy();
    }

    static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from, e);
        }
    }
}
