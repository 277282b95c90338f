package com.piprio.bench;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.state.StoredHoldings;
import com.piprio.e2e.traffic.Ledger;
import com.piprio.e2e.traffic.Profile;
import com.piprio.e2e.traffic.Traffic;
import com.piprio.e2e.traffic.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Replaces the API under load in several ways, one after the other and again, and counts what users notice. */
final class CutoverBenchmark {

    /** The load ends by itself after this much beyond what was asked for: no upgrade here takes longer. */
    private static final Duration LONGEST_UPGRADE = Duration.ofMinutes(8);

    /** Not counted: the first requests meet an installation that was never used, as no operator's is. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Options options;
    private final Stage stage;
    private final Progress progress;
    private final List<CutoverRun> runs = new ArrayList<>();

    CutoverBenchmark(Options options, Stage stage, Progress progress) {
        this.options = options;
        this.stage = stage;
        this.progress = progress;
    }

    /** Runs everything; what is there after each run is in the file already. */
    CutoverResult run() {
        List<Contender> contenders = Contender.all(stage, options.target()).stream()
                .filter(contender -> options.contenders().contains(contender.name()))
                .toList();
        contenders.forEach(contender -> progress.say(contender.name() + ": " + contender.description()));
        CutoverResult result = new CutoverResult(options, contenders, runs);
        // A file that cannot be written is known now, and not after the first run.
        result.write();
        for (int round = 1; round <= options.repeats(); round++) {
            for (Contender contender : contenders) {
                CutoverRun run = run(contender, round);
                runs.add(run);
                result.write();
                progress.say("round " + round + " of " + options.repeats() + "  " + CutoverTable.line(run));
            }
        }
        return result;
    }

    /** One contender's trouble is a line of the result, never the end of the benchmark. */
    private CutoverRun run(Contender contender, int round) {
        try {
            Installation installation = stage.install();
            try {
                return measured(contender, round, installation);
            } finally {
                cleanUp(contender, installation);
            }
        } catch (RuntimeException | AssertionError e) {
            return new CutoverRun(contender.name(), round, null, null, text(e));
        }
    }

    /** Never throws: the figures are there, and the next run sweeps what is left. */
    private void cleanUp(Contender contender, Installation installation) {
        for (Runnable part :
                List.<Runnable>of(() -> contender.cleanUp(installation), () -> stage.discard(installation))) {
            try {
                part.run();
            } catch (RuntimeException | AssertionError e) {
                progress.say("trouble with cleaning up after " + contender.name() + ": " + text(e));
            }
        }
    }

    private CutoverRun measured(Contender contender, int round, Installation installation) {
        contender.prepare(installation);
        awaitRelease(installation, options.source());
        Duration limit = options.before().plus(options.after()).plus(LONGEST_UPGRADE);
        try (Traffic traffic = Traffic.start(
                installation.address(),
                installation.env().value("PIPRIO_API_TOKEN"),
                Profile.ofApi(options.rate(), limit))) {
            Pause.of(WARM_UP);
            Instant counted = Instant.now();
            Pause.of(options.before());
            TrafficReport before = traffic.report().dueFrom(counted);
            // Otherwise the figures would be those of a set-up that does not work, and not of an upgrade.
            if (before.total() == 0 || before.failed().size() * 100 > before.total()) {
                throw new AssertionError("its traffic fails before the upgrade begins\n" + before.printed());
            }
            return upgraded(contender, round, installation, traffic, counted);
        }
    }

    private CutoverRun upgraded(
            Contender contender, int round, Installation installation, Traffic traffic, Instant counted) {
        String problem = "";
        Contender.Outcome outcome = null;
        Instant began = Instant.now();
        long started = System.nanoTime();
        try {
            outcome = contender.replace(installation);
        } catch (RuntimeException | AssertionError e) {
            problem = "the upgrade failed: " + text(e);
        }
        Duration upgrade = Duration.ofNanos(System.nanoTime() - started);
        Pause.of(options.after());
        TrafficReport report = traffic.stop().dueFrom(counted);
        Ledger.Account account = null;
        try {
            awaitRelease(installation, options.target());
            account = traffic.ledger().account(StoredHoldings.whenIdle(installation));
        } catch (RuntimeException | AssertionError e) {
            problem += (problem.isEmpty() ? "" : "; ") + "afterwards: " + text(e);
        }
        if (account != null && !account.problems().isEmpty()) {
            progress.say("not kept: " + String.join(", ", first(account.problems())));
        }
        if (!report.failed().isEmpty()) {
            progress.say(report.printed());
        }
        return new CutoverRun(
                contender.name(), round, outcome, CutoverRun.Figures.of(report, account, began, upgrade), problem);
    }

    private static List<String> first(List<String> problems) {
        return problems.subList(0, Math.min(problems.size(), 10));
    }

    private static void awaitRelease(Installation installation, String release) {
        Awaitility.await("the API answers as " + release)
                .atMost(READY_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> release.equals(
                        installation.api().request().get("/api/v1/platform").path("release")));
    }

    private static String text(Throwable trouble) {
        @Nullable String message = trouble.getMessage();
        return String.format(Locale.ROOT, "%s", message == null ? trouble.toString() : message)
                .strip();
    }
}
