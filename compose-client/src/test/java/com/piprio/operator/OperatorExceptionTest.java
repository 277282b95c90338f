package com.piprio.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperatorExceptionTest {

    @Test
    void carriesWhatAnOperatorNeeds() {
        Exception cause = new IllegalStateException("why");
        OperatorException exception = OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the backup")
                .expected("8.4 GiB")
                .found("3.1 GiB")
                .remedy("free space")
                .cause(cause)
                .build();

        assertThat(exception)
                .hasMessage("UPG-104 not enough free disk for the backup")
                .hasCause(cause);
        assertThat(exception.code()).isEqualTo(ErrorCode.DISK_LOW);
        assertThat(exception.problem()).isEqualTo("not enough free disk for the backup");
        assertThat(exception.expected()).isEqualTo("8.4 GiB");
        assertThat(exception.found()).isEqualTo("3.1 GiB");
        assertThat(exception.remedy()).isEqualTo("free space");
    }

    @Test
    void isNotMadeWithoutARemedy() {
        assertThatThrownBy(() -> OperatorException.of(ErrorCode.BUG, "oops").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("oops");
    }

    @Test
    void everyCodeIsThereOnceInOrderAndHasAMeaningOfOneLine() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList())
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(code -> code.matches("UPG-[1-9]\\d\\d"));
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::meaning)
                .allSatisfy(meaning ->
                        assertThat(meaning).isNotBlank().hasLineCount(1).doesNotEndWith("."));
    }
}
