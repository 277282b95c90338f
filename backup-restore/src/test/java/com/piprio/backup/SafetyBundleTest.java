package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyBundleTest {
    private static List<ErrorCode> tolerated(SafetyBundle safety) {
        return Arrays.stream(ErrorCode.values()).filter(safety::mayLack).toList();
    }

    private static OperatorException missing(ErrorCode code) {
        return SafetyBundle.missing(OperatorException.of(code, "the reason")
                .expected("this")
                .found("that")
                .remedy("mend it")
                .build());
    }

    @Test
    void onlyDataThatCannotBeReadExcusesItsLack() {
        assertThat(tolerated(SafetyBundle.REQUIRED)).isEmpty();
        assertThat(tolerated(SafetyBundle.MAY_BE_UNREADABLE))
                .containsExactlyInAnyOrder(
                        ErrorCode.DUMP_FAILED, ErrorCode.OBJECT_MISSING, ErrorCode.DATABASE_UNREACHABLE);
    }

    @Test
    void aWayBackIsStoppedByABugAlone() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(code -> !SafetyBundle.WHERE_POSSIBLE.mayLack(code)))
                .containsExactly(ErrorCode.BUG);
    }

    @Test
    void theRefusalNamesTheOptionOnlyWhereItHelps() {
        OperatorException unreadable = missing(ErrorCode.DUMP_FAILED);
        OperatorException full = missing(ErrorCode.DISK_LOW);

        assertThat(unreadable.remedy()).contains("--without-safety-bundle");
        assertThat(full.remedy()).isEqualTo("nothing was changed; mend it");
        assertThat(full.code()).isEqualTo(ErrorCode.DISK_LOW);
        assertThat(full.problem()).isEqualTo("no bundle of the present state can be made: the reason");
        assertThat(full.expected()).isEqualTo("this");
        assertThat(full.found()).isEqualTo("that");
    }
}
