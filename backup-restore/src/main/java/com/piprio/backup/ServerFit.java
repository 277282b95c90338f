package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the server can take the dump at all. */
final class ServerFit {
    private static final String PROBE = "pg_temp.piprio_probe";

    private final PostgresSession session;

    /** @param session to any database of the server */
    ServerFit(PostgresSession session) {
        this.session = session;
    }

    void requireMajor(String ofTheDump) {
        String server = new DatabaseContents(session).serverVersion();
        if (PostgresVersion.major(ofTheDump) > PostgresVersion.major(server)) {
            throw unfit("the dump comes from a newer PostgreSQL")
                    .expected("PostgreSQL " + server + " or older")
                    .found("PostgreSQL " + ofTheDump)
                    .remedy("restore it where the newer PostgreSQL runs")
                    .build();
        }
    }

    /** Those that a role without all rights may create. */
    void requireExtensions(Set<String> ofTheDump) {
        Set<String> missing = new TreeSet<>(ofTheDump);
        session.all(
                        "SELECT DISTINCT v.name::text FROM pg_available_extension_versions v"
                                + " WHERE v.trusted OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
                        row -> row.getString(1))
                .forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw unfit("the server lacks extensions that the dump needs")
                    .expected(String.join(", ", ofTheDump))
                    .found("missing, or only for a superuser: " + Damage.printable(String.join(", ", missing)))
                    .remedy("run the postgres image of the release that made the bundle, then run the command again")
                    .build();
        }
    }

    /** @param live name of the live database; where there is none, the server's template counts */
    void requireEncoding(String ofTheDump, String live) {
        String encoding = session.one(
                "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname IN (?, 'template0')"
                        + " ORDER BY datname = 'template0' LIMIT 1",
                row -> row.getString(1),
                live);
        if (!encoding.equals(ofTheDump)) {
            throw unfit("the dump has another encoding than the database")
                    .expected(encoding)
                    .found(Damage.printable(ofTheDump))
                    .remedy("restore it on a server of that encoding")
                    .build();
        }
    }

    /**
     * The server can sort as the database did that was dumped; the restored one will.
     *
     * @param recorded null when the bundle does not say
     * @param live name of the live database
     * @return sentences for the operator: what will be other than here, or than it was there
     */
    List<String> requireLocale(@Nullable DatabaseLocale recorded, String live) {
        if (recorded == null) {
            return List.of("the bundle does not say how its database sorted texts: an earlier upgrader made it. The"
                    + " restored one sorts as the present one does");
        }
        requireEncoding(recorded.encoding(), live);
        requireCollation(recorded.libraryInWords(), recorded.libraryCollation());
        String version = requireCollation(recorded.inWords(), recorded.collation());
        List<String> warnings = new ArrayList<>();
        Optional<DatabaseLocale> present = DatabaseLocale.of(session, live);
        if (present.isPresent() && !present.get().sameAs(recorded)) {
            warnings.add(
                    "the database will sort texts by " + recorded.inWords() + ", as it did when the bundle was made,"
                            + " and no more by " + present.get().inWords());
        }
        String former = recorded.version();
        if (former != null && version != null && !version.equals(former)) {
            warnings.add("texts sort by version " + former + " of " + recorded.inWords()
                    + " in the bundle, and by version " + version + " here: lists may come in a slightly different"
                    + " order. No REINDEX is needed, a restore builds every index anew");
        }
        return warnings;
    }

    /**
     * Tries it: lists of what is installed are made when a cluster is, and are not what the C library really has.
     *
     * @return the version that it has here; null where there is none
     */
    private @Nullable String requireCollation(String inWords, String collation) {
        PostgresSession.Trial trial = session.trial(
                "CREATE COLLATION " + PROBE + " (" + collation + ")",
                "SELECT pg_collation_actual_version('" + PROBE + "'::regcollation)");
        String refusal = trial.refusal();
        if (refusal != null) {
            throw unfit("the server cannot sort texts as the dumped database did")
                    .expected("the locale " + Damage.printable(inWords))
                    .found(Damage.printable(refusal))
                    .remedy("run the postgres image of the release that made the bundle, or one with that locale, then"
                            + " run the command again")
                    .build();
        }
        return trial.answer();
    }

    private static OperatorException.Builder unfit(String problem) {
        return OperatorException.of(ErrorCode.BUNDLE_VERSION_UNFIT, problem);
    }

    /**
     * All of them.
     *
     * @return what {@link #requireLocale} says
     */
    List<String> requireAll(Bundle bundle, InstallationAccess live) {
        Content dump = bundle.content(BundleLayout.DUMP);
        PostgresTools tools = new PostgresTools(live);
        requireMajor(bundle.manifest().postgresVersion());
        requireExtensions(tools.extensions(dump));
        requireEncoding(tools.encoding(dump), live.database().name());
        return requireLocale(bundle.manifest().locale(), live.database().name());
    }

    /** As {@link #requireAll}, on a connection of its own. */
    static List<String> require(Bundle bundle, InstallationAccess live) {
        try (PostgresSession session = PostgresSession.open(live.database(), "postgres")) {
            return new ServerFit(session).requireAll(bundle, live);
        }
    }
}
