import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts each contender alternately and times it until it is ready; then loads each, warm, with as much as it takes.
 * Run by {@code run.sh}, which builds what is started here, and compiles this.
 */
final class StartBenchmark {

    // Counted in requests, not in seconds: a contender is warm after the same work, however slow it was on the way.
    private static final int FULL_WARM_UP = 40_000;
    private static final int MEASURED = 10_000;
    private static final int LOADED_ROUNDS = 3;

    private final Stage stage;
    private final List<Contender> contenders;

    private StartBenchmark(Stage stage, List<Contender> contenders) {
        this.stage = stage;
        this.contenders = contenders;
    }

    public static void main(String[] arguments) throws Exception {
        int repeats = 9;
        Path json = null;
        Path release = null;
        List<Contender> contenders = new ArrayList<>(Contender.defaults());
        int warmUp = FULL_WARM_UP;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--repeats" -> repeats = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--json" -> json = Path.of(value);
                case "--release" -> release = Path.of(value);
                case "--also" -> contenders.add(Contender.ours(
                        value.substring(0, value.indexOf('=')),
                        true,
                        value.substring(value.indexOf('=') + 1).trim().split(" +")));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        try (Stage stage = new Stage(release)) {
            stage.set();
            Results results = new StartBenchmark(stage, contenders).run(repeats, warmUp);
            results.print();
            if (json != null) {
                Files.writeString(json, results.json());
            }
        }
    }

    private Results run(int repeats, int warmUp) throws Exception {
        Results results = new Results(contenders);
        // The first start of all migrates and reads everything from disk; it counts for nobody.
        for (Contender contender : contenders) {
            stage.start(contender);
            stage.removeApi();
        }
        for (int repeat = 1; repeat <= repeats; repeat++) {
            for (Contender contender : contenders) {
                results.add(contender, stage.start(contender).start());
                stage.removeApi();
            }
            System.err.printf("starts: round %d of %d%n", repeat, repeats);
        }
        for (int round = 1; round <= LOADED_ROUNDS; round++) {
            for (Contender contender : contenders) {
                RunningApi api = stage.start(contender);
                Load.on(api, stage.token(), warmUp);
                results.add(contender, Load.on(api, stage.token(), MEASURED));
                stage.removeApi();
                stage.removeDocuments();
            }
            System.err.printf("load: round %d of %d%n", round, LOADED_ROUNDS);
        }
        return results;
    }
}
