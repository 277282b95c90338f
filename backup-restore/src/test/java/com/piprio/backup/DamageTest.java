package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.junit.jupiter.api.Test;

class DamageTest {
    @Test
    void aHashThatDiffersIsToldWithBoth() {
        assertThatCode(() -> Damage.requireHash("a", "1", "1")).doesNotThrowAnyException();
        OperatorException refusal =
                catchThrowableOfType(OperatorException.class, () -> Damage.requireHash("a", "1", "2"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal.problem()).isEqualTo("a: its content was changed");
        assertThat(refusal.expected()).isEqualTo("sha256 1");
        assertThat(refusal.found()).isEqualTo("sha256 2");
    }

    @Test
    void namesFromOutsideAreFitToBePrinted() {
        assertThat(Damage.printable("a\u001b[2Jb\u0085\n")).isEqualTo("a?[2Jb??");
        assertThat(Damage.printable("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Damage.printable("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
    }
}
