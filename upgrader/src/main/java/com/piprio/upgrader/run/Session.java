package com.piprio.upgrader.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.installation.InstallationLock;
import com.piprio.upgrader.installation.Journal;
import com.piprio.upgrader.installation.Outcome;
import com.piprio.upgrader.installation.RunCommand;
import com.piprio.upgrader.installation.RunId;
import java.time.Clock;
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
    private boolean begun;

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
                command.word() + " run " + run + ", process "
                        + ProcessHandle.current().pid() + ", since " + clock.instant());
        entryCheck.run();
        journal.runStarted(run, command, plan);
        begun = true;
    }

    /** True once {@link #begin} has opened the run. */
    public boolean begun() {
        return begun;
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
    }
}
