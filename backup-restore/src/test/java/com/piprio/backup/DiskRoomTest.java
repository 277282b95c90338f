package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    @TempDir
    Path backups;

    @Test
    void refusesWhatDoesNotFitAndSaysHowMuchIsFree() {
        DiskRoom room = new DiskRoom(backups);

        assertThatCode(() -> room.require(1)).doesNotThrowAnyException();
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> room.require(Long.MAX_VALUE / 2));
        assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_LOW);
        assertThat(refusal.expected()).contains(backups.toString());
        assertThat(refusal.found()).isNotEmpty();
    }

    @Test
    void aFailureWithRoomLeftIsNotBlamedOnTheDisk() {
        IllegalStateException failure = new IllegalStateException("another reason");

        assertThat(new DiskRoom(backups).reasonOf(failure)).isSameAs(failure);
    }

    @Test
    void aFailureOnAFullDiskIs() {
        // A directory that does not exist has no free byte, as a full one.
        DiskRoom full = new DiskRoom(backups.resolve("absent"));
        IllegalStateException failure = new IllegalStateException("pg_dump: error");

        RuntimeException reason = full.reasonOf(failure);

        assertThat(reason).isInstanceOf(OperatorException.class).hasCause(failure);
        assertThat(((OperatorException) reason).code()).isEqualTo(ErrorCode.DISK_LOW);
        assertThat(full.reasonOf(reason)).isSameAs(reason);
    }
}
