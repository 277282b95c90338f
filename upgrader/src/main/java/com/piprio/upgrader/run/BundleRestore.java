package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.jspecify.annotations.Nullable;

/** A restore that the operator confirmed by typing the installation's domain. */
public final class BundleRestore {
    private final Run run;
    private final Confirmation confirmation;
    private @Nullable String typedDomain;

    public BundleRestore(Run run, Confirmation confirmation) {
        this.run = run;
        this.confirmation = confirmation;
    }

    /**
     * Proves the bundle, says what will be lost, and asks for the domain.
     *
     * @throws OperatorException {@link ErrorCode#DOMAIN_WRONG} when something else was typed; nothing was changed
     */
    public void confirm() {
        String loss = run.ports().backups().lossOf(run.plan().bundle());
        run.report().line("Restore of bundle " + run.plan().bundle().value() + ":");
        loss.lines().forEach(line -> run.report().line("  " + line));
        String domain = run.installation().domain();
        String typed = confirmation.domain("Type the domain of this installation to restore it");
        if (!typed.equals(domain)) {
            throw OperatorException.of(ErrorCode.DOMAIN_WRONG, "the typed domain is not this installation's")
                    .expected(domain)
                    .found("\"" + typed + "\"")
                    .remedy("make sure that you are on the right machine, then type exactly " + domain
                            + " or pass --confirm-domain " + domain)
                    .build();
        }
        typedDomain = typed;
    }

    /** Stops all writers, then restores. */
    public void restore() {
        String confirmed = typedDomain;
        if (confirmed == null) {
            throw new IllegalStateException("a restore needs its confirmation first");
        }
        // Requests to the API are held from the stop of the writers on.
        run.timings().measure(Timings.Kind.HOLD, "api", () -> {
            new Services(run).stopWriters();
            run.ports()
                    .backups()
                    .restore(run.plan().bundle(), confirmed, run.progress())
                    .forEach(run.report()::detail);
        });
    }
}
