package com.piprio.bench.backup;

import com.piprio.bench.Progress;
import com.piprio.bench.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The entry that {@code scripts/bench.sh backup} starts. */
public final class BackupBench {

    private static final int USAGE = 2;

    private BackupBench() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(BackupOptions.parse(List.of(arguments))) ? 0 : 1);
        } catch (UsageException e) {
            System.err.println("ERROR  " + e.getMessage() + "\n  do   see scripts/bench.sh --help");
            System.exit(USAGE);
        }
    }

    /** Whether anything was measured. */
    private static boolean run(BackupOptions options) {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.exists(root.resolve("scripts/build-images.sh"))) {
            throw new UsageException("start it in the working copy: scripts/bench.sh does");
        }
        Progress progress = new Progress();
        progress.say("images and servers");
        try (BackupStage stage = BackupStage.set(root)) {
            BackupResult result = new BackupBenchmark(options, stage, progress).run();
            System.out.println("\n" + result.table());
            return result.rounds().stream().anyMatch(round -> round.figures() != null);
        }
    }
}
