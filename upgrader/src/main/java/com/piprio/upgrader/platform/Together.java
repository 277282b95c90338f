package com.piprio.upgrader.platform;

import com.piprio.operator.OperatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at a time that mostly wait for somebody else. */
public final class Together {
    private static final int AT_A_TIME = 8;

    private Together() {}

    /**
     * Blocks until all acts have ended, each on a thread of its own.
     *
     * @return why acts failed, in the order of the acts; empty when all went well
     * @throws RuntimeException or an error of the first act that failed otherwise than for the operator, at once
     */
    public static List<OperatorException> run(List<? extends Runnable> acts) {
        ExecutorService threads = threads();
        try {
            List<Future<?>> begun = new ArrayList<>();
            acts.forEach(act -> begun.add(threads.submit(act)));
            List<OperatorException> problems = new ArrayList<>();
            for (Future<?> act : begun) {
                problem(act).ifPresent(problems::add);
            }
            return problems;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Begins all acts and waits for none: for acts that find out something, and whoever needs that waits for it. */
    public static void begin(List<? extends Runnable> acts) {
        ExecutorService threads = threads();
        acts.forEach(threads::execute);
        threads.shutdown();
    }

    /** The same for one act. */
    public static void begin(Runnable act) {
        begin(List.of(act));
    }

    /** None of them keeps the process from ending. */
    private static ExecutorService threads() {
        return Executors.newFixedThreadPool(AT_A_TIME, act -> {
            Thread thread = new Thread(act, "together");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws OperatorException the first problem, when all acts have ended */
    public static void demand(List<? extends Runnable> acts) {
        run(acts).stream().findFirst().ifPresent(problem -> {
            throw problem;
        });
    }

    private static Optional<OperatorException> problem(Future<?> act) {
        try {
            act.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperatorException problem) {
                return Optional.of(problem);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
