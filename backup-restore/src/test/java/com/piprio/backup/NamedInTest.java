package com.piprio.backup;

import com.piprio.signing.Sha256;
import java.util.List;
import java.util.function.Consumer;

/** Keys that no database names, handed to a backup of objects. */
record NamedInTest(List<String> keys) implements ObjectBackup.NamedKeys {

    static NamedInTest of(String... keys) {
        return new NamedInTest(List.of(keys));
    }

    @Override
    public Fingerprints fingerprints() {
        Fingerprints fingerprints = new Fingerprints();
        keys.forEach(key -> fingerprints.add(Sha256.fingerprint(key)));
        return fingerprints;
    }

    @Override
    public void each(Consumer<String> sink) {
        keys.forEach(sink);
    }
}
