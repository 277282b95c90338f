package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final BundleId SAFETY = new BundleId("piprio_20261124T120000Z");

    @TempDir
    Path backups;

    private RestoreRecords records;

    @BeforeEach
    void beginWithNone() {
        records = new RestoreRecords(backups);
    }

    private RestoreRecord saved(Instant moment, @Nullable BundleId safety) throws IOException {
        RestoreRecord record =
                new RestoreRecord(moment, BundleFixture.ID, RestoreRecord.State.RESTORING, 11, 12, safety, 3, 4);
        DurableFiles.createDirectoryIfMissing(record.directory(backups));
        records.save(record);
        return record;
    }

    private static Path file(RestoreRecord record, Path backups) {
        return record.directory(backups).resolve("restore.json");
    }

    @Test
    void areReadAsTheyWereSavedTheNewestFirst() throws IOException {
        RestoreRecord first = saved(NOON, null);
        RestoreRecord second = saved(NOON.plusSeconds(60), SAFETY);

        assertThat(records.all()).containsExactly(second, first);

        records.save(first.in(RestoreRecord.State.TAKEN_BACK));
        assertThat(records.all()).containsExactly(second, first.in(RestoreRecord.State.TAKEN_BACK));
    }

    @Test
    void areNoneWhereNothingIs() {
        RestoreRecords nowhere = new RestoreRecords(backups.resolve("absent"));

        assertThat(nowhere.all()).isEmpty();
        assertThat(nowhere.unrecorded()).isEmpty();
        assertThat(nowhere.free(NOON)).isEqualTo(NOON);
        assertThat(nowhere.lastFinalized()).isEmpty();
    }

    @Test
    void whatEndedBeforeItsRecordIsToldApart() throws IOException {
        RestoreRecord recorded = saved(NOON, null);
        Path ended = RestoreRecords.directory(backups, NOON.plusSeconds(1));
        DurableFiles.createDirectory(ended);
        Files.createDirectory(backups.resolve("restore_notes"));

        assertThat(records.all()).containsExactly(recorded);
        assertThat(records.unrecorded()).containsExactly(ended);
        assertThat(records.exists(RestoreRecords.name(NOON))).isTrue();
        assertThat(records.exists(RestoreRecords.name(NOON.plusSeconds(1)))).isFalse();
    }

    @Test
    void aNewRestoreIsLaterThanEveryOtherWhateverTheClockSays() throws IOException {
        assertThat(records.free(NOON)).isEqualTo(NOON);
        saved(NOON.minusSeconds(1), null);
        assertThat(records.free(NOON)).isEqualTo(NOON);
        saved(NOON, null);
        assertThat(records.free(NOON)).isEqualTo(NOON.plusSeconds(1));
        // One that ended early counts as well.
        DurableFiles.createDirectory(RestoreRecords.directory(backups, NOON.plusSeconds(3600)));
        assertThat(records.free(NOON)).isEqualTo(NOON.plusSeconds(3601));
    }

    @Test
    void aNewRestoreTakesNoNameOfABundle() throws IOException {
        BundleFixture.in(backups, BundleId.at(NOON));
        BundleFixture.in(backups, BundleId.at(NOON.plusSeconds(1)));

        assertThat(records.free(NOON)).isEqualTo(NOON.plusSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "RESTORING, RESTORED_SOMEHOW",
        "'\"restore\":\"2026', '\"restore\":\"the 2026'",
        "piprio_20261124T081500Z, ../piprio_20261124T081500Z",
        "piprio_20261124T120000Z, the one before",
        "'\"uploaded\":3', '\"uploaded\":-3'",
        "'\"uploaded\":3', '\"uploaded\":3,\"more\":1'"
    })
    void refusesARecordThatItCannotHaveWritten(String was, String is) throws IOException {
        Path file = file(saved(NOON, SAFETY), backups);
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, is));

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> records.all());

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(refusal.problem()).isEqualTo(file + " is not the record of a restore");
    }

    @Test
    void aRemovedOneLeavesNothing() throws IOException {
        RestoreRecord record = saved(NOON, null);
        Files.writeString(record.directory(backups).resolve("kept"), "a former content");

        records.remove(record.directory(backups));
        records.remove(record.directory(backups));

        assertThat(backups).isEmptyDirectory();
    }

    @Test
    void theLastThatWasFinalizedIsRemembered() throws IOException {
        assertThat(records.lastFinalized()).isEmpty();

        records.noteFinalized(saved(NOON, null));

        assertThat(records.lastFinalized()).contains("20261124T120000Z of bundle piprio_20261124T081500Z");
    }
}
