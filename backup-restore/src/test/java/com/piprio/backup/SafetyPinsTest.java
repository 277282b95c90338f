package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyPinsTest {
    private static final Instant RESTORED = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path backups;

    private void recordOf(Instant moment) throws IOException {
        RestoreRecord record =
                new RestoreRecord(moment, BundleFixture.ID, RestoreRecord.State.RESTORED, 1, 2, null, 0, 0);
        DurableFiles.createDirectory(record.directory(backups));
        new RestoreRecords(backups).save(record);
    }

    @Test
    void lastAsLongAsTheirRestoreCanBeTakenBack() throws IOException {
        BundleStates states = new BundleStates(backups);
        RestoreRecords records = new RestoreRecords(backups);
        Instant earlier = RESTORED.minusSeconds(60);
        recordOf(RESTORED);
        SafetyPins.pin(backups, BundleFixture.ID, RESTORED);
        SafetyPins.pin(backups, BundleFixture.ID, earlier);
        states.pin(BundleFixture.ID, BundleState.OPERATOR, RESTORED);
        assertThat(states.of(BundleFixture.ID).pins()).hasSize(3);

        SafetyPins.dropStale(backups, records);

        assertThat(states.of(BundleFixture.ID).pins())
                .containsOnlyKeys(BundleState.OPERATOR, "restore_20261124T120000Z")
                .containsEntry("restore_20261124T120000Z", RESTORED);

        records.remove(RestoreRecords.directory(backups, RESTORED));
        SafetyPins.dropStale(backups, records);

        assertThat(states.of(BundleFixture.ID).pins()).containsOnlyKeys(BundleState.OPERATOR);
    }
}
