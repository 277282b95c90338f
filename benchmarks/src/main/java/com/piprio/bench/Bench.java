package com.piprio.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The entry that {@code scripts/bench.sh} starts: a verb, then its options. */
public final class Bench {

    private static final int USAGE = 2;

    private Bench() {}

    public static void main(String[] arguments) {
        try {
            String verb = arguments.length == 0 ? "" : arguments[0];
            List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
            System.exit(run(verb, rest) ? 0 : 1);
        } catch (UsageException e) {
            System.err.println("ERROR  " + e.getMessage() + "\n  do   see scripts/bench.sh --help");
            System.exit(USAGE);
        }
    }

    private static boolean run(String verb, List<String> arguments) {
        Options options = Options.parse(arguments, verb.equals("cutover") ? Contender.NAMES : List.of());
        Progress progress = new Progress();
        return switch (verb) {
            case "cutover" -> cutover(options, progress);
            case "upgrade" -> upgrade(options, progress);
            default -> throw new UsageException("unknown benchmark: " + verb);
        };
    }

    private static boolean cutover(Options options, Progress progress) {
        try (Stage stage = Stage.set(workingCopy(), options, progress)) {
            CutoverResult result = new CutoverBenchmark(options, stage, progress).run();
            System.out.println("\n" + result.table());
            return result.runs().stream().anyMatch(CutoverRun::measured);
        }
    }

    private static boolean upgrade(Options options, Progress progress) {
        try (Stage stage = Stage.set(workingCopy(), options, progress)) {
            return new UpgradeBenchmark(options, stage, progress).run();
        }
    }

    private static Path workingCopy() {
        Path folder = Path.of("").toAbsolutePath();
        if (!Files.exists(folder.resolve("scripts/build-images.sh"))) {
            throw new UsageException("start it in the working copy: scripts/bench.sh does");
        }
        return folder;
    }
}
