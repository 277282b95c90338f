import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Docker's command line. */
final class Docker {

    private Docker() {}

    /** Runs it to its end, and returns what it printed. */
    static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        Collections.addAll(command, arguments);
        Path output = Files.createTempFile("piprio-bench", ".out");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("docker " + arguments[0] + " took longer than 60 s");
            }
            String text = Files.readString(output).trim();
            if (process.exitValue() != 0) {
                throw new IllegalStateException("docker " + Arrays.toString(arguments) + ": " + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    /** Runs it to its end, and does not mind when it fails. */
    static void tryTo(String... arguments) throws Exception {
        try {
            run(arguments);
        } catch (IllegalStateException e) {
            // What is not there needs no removal.
            return;
        }
    }
}
