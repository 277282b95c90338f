package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.AUTOMATIC;
import static com.piprio.release.diff.Handling.BLOCK;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;

import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationDetails;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import java.util.List;

/** M: what happens to the schema. */
final class MigrationRules {
    /** @param source the release that the upgrade starts from, and its schema */
    record Step(Migration migration, MigrationDetails details, ReleaseVersion source, MigrationVersion schema) {}

    static final Family<Change<Step>> FAMILY = new Family<>(
            List.of(
                    new Rule<>(
                            "M1",
                            COMPATIBLE,
                            NONE,
                            "online migration",
                            "the source release goes on working during and after it",
                            "nothing to do",
                            m -> m.isNew()
                                    && online(m)
                                    && m.now().migration().scans().isEmpty()
                                    && !contracts(m)),
                    new Rule<>(
                            "M2",
                            COMPATIBLE,
                            NONE,
                            "online migration that takes longer with more rows",
                            "the source release goes on working, however long it takes",
                            "plan for the time that the rehearsal shows",
                            m -> m.isNew()
                                    && online(m)
                                    && !m.now().migration().scans().isEmpty()
                                    && !contracts(m)),
                    new Rule<>(
                            "M3",
                            BREAKING,
                            AUTOMATIC,
                            "offline migration",
                            "the source release does not run on the schema any more: requests are held, or there is a"
                                    + " maintenance page; the way back is a restore",
                            "choose a quiet hour; the plan says how long it takes",
                            m -> m.isNew() && !online(m)),
                    new Rule<>(
                            "M4",
                            BREAKING,
                            BLOCK,
                            "online migration that drops what the source release still reads",
                            "the source release would fail while the upgrade runs",
                            "drop it in a later release, or make the migration offline",
                            m -> m.isNew() && online(m) && contracts(m)),
                    new Rule<>(
                            "M5",
                            BREAKING,
                            BLOCK,
                            "applied migration edited, missing or out of order",
                            "installations would have different schemas under one version",
                            "write a new migration instead",
                            m -> m.isGone() || edited(m) || outOfOrder(m)),
                    new Rule<>(
                            "M6",
                            BREAKING,
                            ACTION,
                            "migration needs a superuser or an extension",
                            "the role of the platform may not do it",
                            "let the administrator of the database prepare it",
                            m -> m.isNew()
                                    && (m.now().details().superuser()
                                            || !m.now().details().extensions().isEmpty())),
                    new Rule<>(
                            "M7",
                            BREAKING,
                            BLOCK,
                            "migration that cannot be run again after it stopped halfway",
                            "an interrupted upgrade could only go back",
                            "make it transactional, or let it clean up after itself first",
                            m -> m.isNew()
                                    && !m.now().details().transactional()
                                    && !m.now().details().reentrant())),
            Change::name,
            MigrationRules::detail);

    private MigrationRules() {}

    private static boolean online(Change<Step> m) {
        return m.now().migration().kind() == MigrationClass.ONLINE;
    }

    private static boolean contracts(Change<Step> m) {
        ReleaseVersion unusedSince = m.now().details().unusedSince();
        return unusedSince != null && unusedSince.isAfter(m.now().source());
    }

    private static boolean edited(Change<Step> m) {
        return m.differs(step -> step.details().sha256()) && m.was().details().sha256() != null
                || m.differs(step -> step.migration().kind());
    }

    private static boolean outOfOrder(Change<Step> m) {
        return m.isNew() && m.now().migration().version().compareTo(m.now().schema()) <= 0;
    }

    private static String detail(Change<Step> m) {
        if (m.isGone()) {
            return "missing";
        }
        if (m.isKept()) {
            return "edited";
        }
        Step step = m.now();
        return Family.joined(
                step.migration().summary(),
                step.migration().scans().isEmpty()
                        ? ""
                        : "works through " + String.join(", ", step.migration().scans()),
                step.details().superuser() ? "superuser" : "",
                step.details().extensions().isEmpty()
                        ? ""
                        : "extensions " + step.details().extensions());
    }
}
