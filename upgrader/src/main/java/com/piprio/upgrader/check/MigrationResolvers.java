package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.release.Migration;
import com.piprio.release.MigrationDetails;
import com.piprio.upgrader.plan.Cutover;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.report.Texts;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** M: what happens to the schema. What is applied already, as after a way back by images alone, does not happen again. */
final class MigrationResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("M1", unlessApplied(s -> automatic("the release that runs goes on working meanwhile"))),
            entry("M2", unlessApplied(MigrationResolvers::scanning)),
            entry("M3", unlessApplied(MigrationResolvers::offline)),
            entry(
                    "M4",
                    unlessApplied(Resolver.impossible(
                            "the release that runs would fail meanwhile: upgrade to a release between them first"))),
            entry("M5", Resolver.impossible("the schema here would not be the one of the release: ask its publisher")),
            entry("M6", unlessApplied(MigrationResolvers::prepared)),
            entry(
                    "M7",
                    unlessApplied(Resolver.impossible(
                            "an upgrade that is interrupted there could only go back: ask its publisher"))));

    private MigrationResolvers() {}

    private static Answer automatic(String meaning) {
        return Answer.automatic(meaning, SettingChanges.NONE);
    }

    private static Resolver unlessApplied(Resolver resolver) {
        return situation -> isApplied(situation) ? Answer.unused("it is applied already") : resolver.resolve(situation);
    }

    /** Where the database cannot be asked, a migration is one that will happen. */
    private static boolean isApplied(Situation s) {
        return s.seen()
                .schema()
                .map(
                        schema -> schema.applied().stream()
                                .anyMatch(version -> version.toString().equals(s.subject())),
                        why -> false);
    }

    private static Migration migration(Situation s) {
        return s.hop().migrations().stream()
                .filter(migration -> migration.version().toString().equals(s.subject()))
                .findFirst()
                .orElseThrow();
    }

    private static Answer scanning(Situation s) {
        String size = s.seen()
                .basis()
                .map(
                        basis -> Texts.bytes(basis.bytesScannedBy(migration(s))) + " here",
                        why -> "how much that is here is not known: " + why);
        return automatic("the release that runs goes on working, however long it takes; it works through "
                + String.join(", ", migration(s).scans()) + " (" + size + ")");
    }

    private static Answer offline(Situation s) {
        List<Migration> pending = Outlook.pending(s.hop(), s.seen());
        String pause = s.seen()
                .basis()
                .map(basis -> pause(basis.mildest(pending)), why -> "for how long is not known: " + why);
        return automatic("no API serves meanwhile, " + pause + "; the way back needs a restore of the bundle");
    }

    private static String pause(Cutover cutover) {
        return "for about " + Texts.seconds(cutover.predictedPause())
                + (cutover.mode() == Cutover.Mode.MAINTENANCE
                        ? " (maintenance: clients get 503)"
                        : " (hold: clients wait)");
    }

    /** An extension can be seen to be there; whether somebody else runs what needs a superuser cannot. */
    private static Answer prepared(Situation s) {
        MigrationDetails details = s.hop().details(migration(s));
        return s.seen().extensions().map(present -> prepared(s, details, present), why -> Resolver.told()
                .resolve(s)
                .warning("whether the database has what migration " + s.subject() + " needs is not known: " + why));
    }

    private static Answer prepared(Situation s, MigrationDetails details, Set<String> present) {
        List<String> missing = details.extensions().stream()
                .filter(extension -> !present.contains(extension))
                .toList();
        if (!missing.isEmpty()) {
            return Answer.action(
                    "the role of the platform may not add extensions; missing in the database: "
                            + String.join(", ", missing),
                    missing.stream().map(MigrationResolvers::addition).toList());
        }
        return details.superuser() ? Resolver.told().resolve(s) : Answer.unused("the database has what it needs");
    }

    private static String addition(String extension) {
        return "docker compose -f docker-compose.onprem.yml exec postgres psql -U postgres -d piprio -c 'CREATE EXTENSION \""
                + extension + "\"'";
    }
}
