package com.piprio.upgrader.run;

import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import java.util.ArrayList;
import java.util.List;

/** A state of the database; each row names an object. */
record FakeDatabase(List<MigrationVersion> applied, ReleaseVersion oldestRelease, List<String> rows) {

    /** After one more migration, on a schema that accepts releases from this one on. */
    FakeDatabase migrated(MigrationVersion version, ReleaseVersion oldest) {
        List<MigrationVersion> more = new ArrayList<>(applied);
        more.add(version);
        return new FakeDatabase(more, oldest, rows);
    }

    FakeDatabase with(String row) {
        List<String> more = new ArrayList<>(rows);
        more.add(row);
        return new FakeDatabase(applied, oldestRelease, more);
    }
}
