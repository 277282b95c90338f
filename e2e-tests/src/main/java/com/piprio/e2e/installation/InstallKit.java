package com.piprio.e2e.installation;

import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The archives that operators unpack, one for each release, made when first asked for. */
public final class InstallKit {

    private final Path root;
    private final Path kits;

    /**
     * @param root the working copy, for its scripts
     * @param kits where the archives go
     */
    public InstallKit(Path root, Path kits) {
        this.root = root;
        this.kits = kits;
    }

    /** Unpacks the kit of the release; returns the folder that was in it. */
    public Path unpack(String version, Path target) {
        Path archive = kits.resolve("piprio-onprem-" + version + ".tar.gz");
        if (!Files.exists(archive)) {
            Processes.run(CommandLine.of(root.resolve("scripts/build-kit.sh").toString(), version, kits.toString())
                            .in(root)
                            .within(Duration.ofMinutes(1)))
                    .expectExit(0);
        }
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Processes.run(CommandLine.of("tar", "-xzf", archive.toString(), "-C", target.toString()))
                .expectExit(0);
        return target.resolve("piprio");
    }
}
