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
    private static final long MIB = 1 << 20;
    private static final long RESERVE = 16 * MIB;

    @TempDir
    Path backups;

    private DiskRoom with(long bytesFree) {
        return new DiskRoom(backups, () -> bytesFree);
    }

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
    void leavesAReserveToOthers() {
        assertThatCode(() -> with(RESERVE + 7).require(7)).doesNotThrowAnyException();

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> with(RESERVE + 99 * MIB).require(100 * MIB));

        assertThat(refusal).isNotNull();
        assertThat(refusal.expected()).isEqualTo("116.0 MiB more in " + backups);
        assertThat(refusal.found()).isEqualTo("115.0 MiB");
        assertThat(catchThrowableOfType(
                        OperatorException.class, () -> with(RESERVE + 7).require(8)))
                .isNotNull();
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

    @Test
    void onlyWhatSaysSoAlreadyIsLeftAsItIs() {
        OperatorException dump = failed(ErrorCode.DUMP_FAILED);
        OperatorException full = failed(ErrorCode.DISK_FULL);

        assertThat(with(RESERVE - 1).reasonOf(full)).isSameAs(full);
        assertThat(with(RESERVE).reasonOf(dump)).isSameAs(dump);
        RuntimeException reason = with(RESERVE - 1).reasonOf(dump);
        assertThat(reason).isInstanceOf(OperatorException.class).hasCause(dump);
        assertThat(((OperatorException) reason).code()).isEqualTo(ErrorCode.DISK_LOW);
        assertThat(((OperatorException) reason).expected()).isEqualTo("16.0 MiB more in " + backups);
    }

    private static OperatorException failed(ErrorCode code) {
        return OperatorException.of(code, "the reason").remedy("mend it").build();
    }
}
