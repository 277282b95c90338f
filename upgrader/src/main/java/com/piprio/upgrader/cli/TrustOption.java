package com.piprio.upgrader.cli;

import com.piprio.backup.BundleKeys;
import com.piprio.upgrader.installation.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --trust}, {@code --trust-key}: believes bundles that this installation did not sign itself, from now on. */
final class TrustOption {
    @Option(
            names = "--trust",
            paramLabel = "FINGERPRINT",
            description = "also believe bundles of this key (ed25519:…), or this unsigned bundle (manifest:…)")
    @Nullable
    String fingerprint;

    @Option(
            names = "--trust-key",
            paramLabel = "FILE",
            description = "also believe bundles of this key: config/bundle-signing.pub of where they were made")
    @Nullable
    Path key;

    void record(Installation installation) {
        BundleKeys keys = new BundleKeys(installation.directory());
        if (fingerprint != null) {
            keys.trust(fingerprint);
        }
        if (key != null) {
            keys.trustKey(key);
        }
    }
}
