package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final String STRANGER = "ed25519:" + "0".repeat(64);

    private static OperatorException refusal(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
        return refusal;
    }

    @Test
    void theRefusalOfASignerNamesTheKeysThatAreTrusted() {
        Trust trust = new Trust(
                Set.of("ed25519:" + "2".repeat(64), "ed25519:" + "1".repeat(64), "manifest:" + "3".repeat(64)), true);

        OperatorException refusal = refusal(() -> trust.requireKey(STRANGER));

        assertThat(refusal.expected()).isEqualTo("ed25519:" + "1".repeat(64) + "\ned25519:" + "2".repeat(64));
        assertThat(refusal.found()).isEqualTo(STRANGER);
        assertThat(refusal(() -> new Trust(Set.of(), false).requireKey(STRANGER))
                        .expected())
                .isEqualTo("a trusted key");
    }

    @Test
    void onlyASignedBundleCanBeBelievedForAKeyFile() {
        byte[] manifest = BundleFixture.bytes("{}");
        Trust trust = new Trust(Set.of(), true);

        assertThat(refusal(() -> trust.requireUnsigned(manifest)).remedy())
                .endsWith("pass --trust " + Trust.unsigned(manifest));
        assertThat(refusal(() -> trust.requireKey(STRANGER)).remedy())
                .contains("pass --trust " + STRANGER + "; or --trust-key FILE");
    }
}
