package com.piprio.upgrader.run;

import com.piprio.backup.SafetyBundle;
import com.piprio.operator.OperatorException;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.platform.SchemaState;
import java.util.List;

/**
 * The cheapest safe way back to the source release. The schema itself says which: while it still accepts the source,
 * the previous images are enough and nothing is lost; once it does not, the bundle must be restored.
 */
public final class WayBack {
    private final Run run;
    private final BundleRestore restore;
    private boolean restoring;

    public WayBack(Run run, Confirmation confirmation) {
        this.run = run;
        this.restore = BundleRestore.of(run, confirmation, SafetyBundle.WHERE_POSSIBLE);
    }

    /**
     * What the way back is and costs.
     *
     * @param needsRestore true when images alone would not run
     * @param applied migrations that the upgrade applied
     * @param certain false when the database did not answer and the plan had to do
     */
    public record Choice(boolean needsRestore, List<MigrationVersion> applied, boolean certain) {

        /** One clause for the operator. */
        public String inWords() {
            return needsRestore
                    ? "previous images and restore of the bundle; what was written since the backup is lost"
                    : "previous images alone; nothing is lost";
        }
    }

    /** Reads the schema and chooses; never throws. */
    public static Choice choose(Plan plan, Schema schema) {
        try {
            SchemaState state = schema.read();
            return new Choice(!state.accepts(plan.source()), state.appliedSince(plan.applied()), true);
        } catch (OperatorException e) {
            return new Choice(plan.hasOfflineMigration(), List.of(), false);
        }
    }

    /** Decides, says so and, when data will be lost, asks. Nothing is changed. */
    void confirm() {
        Choice choice = choose(run.plan(), run.ports().schema());
        restoring = choice.needsRestore();
        run.report().detail("way back: " + choice.inWords());
        if (restoring) {
            restore.confirm();
        }
    }

    /** How the API goes back: after a restore none serves; without one the schema accepts both releases. */
    Cutover.Mode cutover() {
        return restoring ? Cutover.Mode.HOLD : Cutover.Mode.SIDE_BY_SIDE;
    }

    /** Restores when the way back needs it. */
    void restore() {
        if (restoring) {
            restore.restore();
        } else {
            // The database of a restore that was killed accepts the source already; its objects may still be the
            // others.
            run.ports().backups().settle(run.progress()).forEach(run.report()::detail);
            run.report().detail("not needed: the schema accepts " + run.plan().source());
        }
    }
}
