package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Set;
import java.util.TreeSet;

/** Whether the server can take the dump at all. */
final class ServerFit {
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

    private static OperatorException.Builder unfit(String problem) {
        return OperatorException.of(ErrorCode.BUNDLE_VERSION_UNFIT, problem);
    }

    /** All of them. */
    static void require(Bundle bundle, InstallationAccess live) {
        Content dump = bundle.content(BundleLayout.DUMP);
        PostgresTools tools = new PostgresTools(live);
        try (PostgresSession session = PostgresSession.open(live.database(), "postgres")) {
            ServerFit fit = new ServerFit(session);
            fit.requireMajor(bundle.manifest().postgresVersion());
            fit.requireExtensions(tools.extensions(dump));
            fit.requireEncoding(tools.encoding(dump), live.database().name());
        }
    }
}
