package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.DefinedSchema;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.platform.SchemaState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schema of a world in memory, and the migrations that an API applies to it when it starts. */
final class FakeSchema implements Schema {
    private static final int API_STARTS = 0;
    private static final int API_REFUSES_THE_SCHEMA = 3;
    static final int API_FAILED_TO_MIGRATE = 4;

    private final FakeData data;
    private final Catalogue catalogue;
    private @Nullable MigrationVersion failing;
    private boolean silent;

    FakeSchema(FakeData data, Catalogue catalogue) {
        this.data = data;
        this.catalogue = catalogue;
    }

    void failMigration(MigrationVersion version) {
        failing = version;
    }

    void mendMigrations() {
        failing = null;
    }

    /** The database does not answer when it is asked for its schema. */
    void silenceDatabase() {
        silent = true;
    }

    /** Somebody applied a migration that the running release does not know. */
    void driftSchema(MigrationVersion version) {
        data.replaceDatabase(data.database().migrated(version, data.database().oldestRelease()));
    }

    boolean accepts(ReleaseVersion release) {
        return data.database().oldestRelease().compareTo(release) <= 0;
    }

    /** What an API of this release does first; returns its exit code, 0 while it runs. */
    int startApi(ReleaseVersion release) {
        return accepts(release) ? migrate(release) : API_REFUSES_THE_SCHEMA;
    }

    /** Each migration commits by itself; an offline one raises the oldest release in its own transaction. */
    private int migrate(ReleaseVersion release) {
        for (Migration migration : catalogue.migrationsBetween(null, release)) {
            FakeDatabase database = data.database();
            if (database.applied().contains(migration.version())) {
                continue;
            }
            if (migration.version().equals(failing)) {
                return API_FAILED_TO_MIGRATE;
            }
            boolean offline = migration.kind() == MigrationClass.OFFLINE;
            data.replaceDatabase(database.migrated(
                    migration.version(), offline ? migration.version().release() : database.oldestRelease()));
        }
        return API_STARTS;
    }

    /** What an API says that could not migrate. */
    String failure() {
        return "migration " + failing + " failed: seeded";
    }

    @Override
    public SchemaState read() {
        if (silent) {
            throw OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "the database does not answer")
                    .remedy("none, it is a test")
                    .build();
        }
        return new SchemaState(data.database().applied(), data.database().oldestRelease());
    }

    @Override
    public int connectionsAvailable() {
        return 80;
    }

    @Override
    public Map<String, Long> tableBytes() {
        return Map.of();
    }

    @Override
    public Set<String> extensions() {
        return Set.of();
    }

    @Override
    public List<DefinedSchema> definitions() {
        return List.of();
    }

    @Override
    public String progress() {
        return String.valueOf(data.database().applied().size());
    }
}
