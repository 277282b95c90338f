package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/** What a proof without Docker comes to, with the keys that the bundle was written with. */
final class Verifying {
    private Verifying() {}

    static Bundle verify(BundleFixture bundle) {
        return new BundleVerifier(bundle.keys).verify(bundle.directory, Progress.none());
    }

    static void assertDamaged(BundleFixture bundle, String... partsOfProblem) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> verify(bundle));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        assertThat(refusal.problem()).contains(partsOfProblem);
    }
}
