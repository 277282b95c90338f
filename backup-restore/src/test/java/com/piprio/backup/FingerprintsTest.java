package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.signing.Sha256;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    @Test
    void findsWhatWasAddedAndNothingElse() {
        Fingerprints even = new Fingerprints();
        Fingerprints all = new Fingerprints();
        for (int i = 0; i < 5000; i++) {
            all.add(Sha256.fingerprint("key " + i));
            if (i % 2 == 0) {
                even.add(Sha256.fingerprint("key " + i));
                even.add(Sha256.fingerprint("key " + i));
            }
        }

        assertThat(even.distinct()).isEqualTo(2500);
        assertThat(all.distinctNotIn(even)).isEqualTo(2500);
        assertThat(all.containsAll(even)).isTrue();
        assertThat(even.containsAll(all)).isFalse();
        assertThat(even.contains(Sha256.fingerprint("key 4998"))).isTrue();
        assertThat(even.contains(Sha256.fingerprint("key 4999"))).isFalse();
    }

    private static Fingerprints of(long... fingerprints) {
        Fingerprints set = new Fingerprints();
        for (long fingerprint : fingerprints) {
            set.add(fingerprint);
        }
        return set;
    }

    @Test
    void countsWhatTheOthersLackOnceInWhateverOrderItCame() {
        assertThat(of(3, 1, 3, 2, 1).distinctNotIn(of())).isEqualTo(3);
        assertThat(of(3, 1, 3, 2, 1).distinctNotIn(of(4, 3))).isEqualTo(2);
        assertThat(of(1, 1).distinctNotIn(of(1))).isZero();
    }

    @Test
    void startsTheHashWithTheFingerprint() {
        assertThat(Sha256.fingerprintOf(Sha256.of(BundleFixture.bytes("x")))).isEqualTo(Sha256.fingerprint("x"));
    }
}
