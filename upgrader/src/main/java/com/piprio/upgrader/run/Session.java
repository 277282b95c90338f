package com.piprio.upgrader.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.LockHolder;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run's hold on the installation: lock, journal entry, end. Closing it releases the lock. */
public final class Session implements AutoCloseable {
    private final Installation installation;
    private final Journal journal;
    private final RunId run;
    private final RunCommand command;
    private final JsonNode plan;
    private final Runnable entryCheck;
    private final Clock clock;
    private @Nullable InstallationLock lock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean begun;

    /** @param entryCheck looks under the lock whether this run may begin; throws when not */
    public Session(
            Installation installation,
            Journal journal,
            RunId run,
            RunCommand command,
            JsonNode plan,
            Runnable entryCheck,
            Clock clock) {
        this.installation = installation;
        this.journal = journal;
        this.run = run;
        this.command = command;
        this.plan = plan;
        this.entryCheck = entryCheck;
        this.clock = clock;
    }

    /** Takes the lock, looks for an unfinished run, and opens this run in the journal. */
    public void begin() {
        lock = InstallationLock.acquire(
                installation.state(),
                LockHolder.of(command.word(), clock.instant()).withRun(run));
        entryCheck.run();
        journal.runStarted(run, command, plan);
        begun = true;
    }

    /** True once {@link #begin} has opened the run. */
    public boolean begun() {
        return begun;
    }

    /** Before anything of the step is done; nothing is written before the run began. */
    void stepStarted(String step) {
        InstallationLock held = lock;
        if (begun && held != null) {
            journal.stepStarted(run, step);
            held.enter(step);
        }
    }

    void stepDone(String step, long millis) {
        if (begun) {
            journal.stepDone(run, step, millis);
        }
    }

    void stepFailed(String step, String problem) {
        if (begun) {
            journal.stepFailed(run, step, problem);
        }
    }

    /** Somebody told the process to end; called from another thread than the run's. Nothing when it never began. */
    public void signalled() {
        if (begun) {
            journal.runSignalled(run);
        }
    }

    /** The last step: the run is over and succeeded. */
    public void finish() {
        end(command == RunCommand.ROLLBACK ? Outcome.ROLLED_BACK : Outcome.SUCCEEDED);
    }

    /** Writes down how the run ended; nothing when it never began. */
    public void end(Outcome outcome) {
        if (begun()) {
            journal.runFinished(run, outcome);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
        closed.countDown();
    }

    /** True once the run is over, however it ended. */
    public boolean closed() {
        return closed.getCount() == 0;
    }

    /** Blocks another thread until {@link #close}; false when the limit passed. */
    public boolean awaitClosed(Duration limit) throws InterruptedException {
        return closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
