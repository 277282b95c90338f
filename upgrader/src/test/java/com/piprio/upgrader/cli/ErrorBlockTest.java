package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorBlockTest {

    @Test
    void saysWhatIsWrongWhatRunsAndWhatToType() {
        OperatorException problem = OperatorException.of(ErrorCode.MIGRATION_FAILED, "migration 1.5.0.3 failed")
                .expected("api ready on 1.5.0")
                .found("ERROR: column \"language\" exists\n  Position: 12\n")
                .remedy("ask the publisher of release 1.5.0")
                .build();

        String block = ErrorBlock.of(
                problem,
                List.of("the upgrade 1.4.0 -> 1.5.0 stopped at replace-api", "api stopped; worker stopped"),
                List.of("scripts/rollback.sh   (back to 1.4.0)"));

        assertThat(block).isEqualTo("""
                ERROR UPG-403  migration 1.5.0.3 failed
                  expected  api ready on 1.5.0
                  found     ERROR: column "language" exists
                              Position: 12
                  state     the upgrade 1.4.0 -> 1.5.0 stopped at replace-api
                  state     api stopped; worker stopped
                  do        ask the publisher of release 1.5.0
                  do        scripts/rollback.sh   (back to 1.4.0)
                  more      docs/operations/errors.md, section UPG-403""");
    }

    @Test
    void aRefusalChangedNothingAndLeavesOutWhatIsNotKnown() {
        OperatorException problem = OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the backup")
                .expected(" ")
                .remedy("free space")
                .build();

        assertThat(ErrorBlock.of(problem)).isEqualTo("""
                ERROR UPG-104  not enough free disk for the backup
                  state     nothing was changed
                  do        free space
                  more      docs/operations/errors.md, section UPG-104""");
    }

    @Test
    void aBugComesWithItsTrace() {
        String block = ErrorBlock.bug(new IllegalStateException("a plan without images"));

        assertThat(block)
                .startsWith("ERROR UPG-901  an error in this program: java.lang.IllegalStateException: a plan without"
                        + " images\n")
                .contains("  do        report it with the lines below; scripts/status.sh shows what runs\n")
                .contains("\tat " + ErrorBlockTest.class.getName() + ".aBugComesWithItsTrace(")
                .doesNotContain("nothing was changed");
    }

    @Test
    void whatAnOperatorCanMendComesWithoutATrace() {
        OperatorException problem = OperatorException.of(ErrorCode.FILE_UNREADABLE, "a file cannot be read")
                .remedy("mend it")
                .cause(new IllegalStateException("cause"))
                .build();

        assertThat(ErrorBlock.of(problem)).doesNotContain("\tat ");
    }
}
