package com.piprio.upgrader.check;

import com.piprio.release.Migration;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.Plan;
import java.util.List;

/** How one upgrade of a path would change the API over, and what its way back would take, as things are now. */
final class Outlook {
    private Outlook() {}

    /** Lines for the operator. */
    static List<String> of(Hop hop, Observed seen) {
        List<Migration> pending = pending(hop, seen);
        String cutover = seen.basis().map(basis -> inWords(basis.mildest(pending)), why -> "not known: " + why);
        return List.of("cut-over    " + cutover, "way back    " + Plan.wayBack(pending));
    }

    private static String inWords(Cutover cutover) {
        return cutover.mode().word() + ": " + cutover.reason();
    }

    /** What the target of the hop will apply: all of it where the database cannot be asked. */
    static List<Migration> pending(Hop hop, Observed seen) {
        return seen.schema()
                .map(
                        schema -> hop.migrations().stream()
                                .filter(migration -> !schema.applied().contains(migration.version()))
                                .toList(),
                        why -> hop.migrations());
    }
}
