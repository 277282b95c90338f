package com.piprio.upgrader.run;

import com.piprio.backup.Adoption;
import com.piprio.backup.SafetyBundle;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.Backups;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A restore, or the way back from one, that the operator confirmed by typing the installation's domain. */
public final class BundleRestore {
    private final Run run;
    private final Confirmation confirmation;
    private final Direction direction;
    private @Nullable String typedDomain;

    private BundleRestore(Run run, Confirmation confirmation, Direction direction) {
        this.run = run;
        this.confirmation = confirmation;
        this.direction = direction;
    }

    /** What is shown before the question, and what follows the answer. */
    private interface Direction {
        String title();

        String loss(Backups backups);

        List<String> act(Backups backups, String domain);
    }

    /** To the bundle of the plan. */
    public static BundleRestore of(Run run, Confirmation confirmation, SafetyBundle safety) {
        return new BundleRestore(run, confirmation, new Direction() {
            @Override
            public String title() {
                return "Restore of bundle " + run.plan().bundle().value() + ":";
            }

            @Override
            public String loss(Backups backups) {
                return backups.lossOf(run.plan().bundle(), adoption());
            }

            @Override
            public List<String> act(Backups backups, String domain) {
                return backups.restore(run.plan().bundle(), adoption(), domain, safety, run.progress());
            }

            private Adoption adoption() {
                return new Adoption(run.plan().adopts());
            }
        });
    }

    /** From the newest restore back to what was there before it. */
    public static BundleRestore takenBack(Run run, Confirmation confirmation) {
        return new BundleRestore(run, confirmation, new Direction() {
            @Override
            public String title() {
                return "The newest restore is taken back:";
            }

            @Override
            public String loss(Backups backups) {
                return backups.lossOfTakingBack();
            }

            @Override
            public List<String> act(Backups backups, String domain) {
                return backups.takeBack(domain, run.progress());
            }
        });
    }

    /** From a restore that was interrupted before it replaced anything: nothing is lost, and nothing asked. */
    public static BundleRestore left(Run run) {
        return new BundleRestore(run, question -> run.installation().domain(), new Direction() {
            @Override
            public String title() {
                return "The interrupted restore is left:";
            }

            @Override
            public String loss(Backups backups) {
                return "it had replaced nothing; the data of before is what runs";
            }

            @Override
            public List<String> act(Backups backups, String domain) {
                return backups.settle(run.progress());
            }
        });
    }

    /**
     * Says what will be lost, and asks for the domain; a bundle is proven first.
     *
     * @throws OperatorException {@link ErrorCode#DOMAIN_WRONG} when something else was typed; nothing was changed
     */
    public void confirm() {
        String loss = direction.loss(run.ports().backups());
        run.report().line(direction.title());
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
            direction.act(run.ports().backups(), confirmed).forEach(run.report()::detail);
        });
    }
}
