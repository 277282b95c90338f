package com.piprio.upgrader.cli;

import com.piprio.backup.BundleKeys;
import com.piprio.upgrader.installation.Installation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --trust}: believes a bundle that this installation did not sign itself, from now on. */
final class TrustOption {
    @Option(
            names = "--trust",
            paramLabel = "FINGERPRINT",
            description = "also believe bundles of this key (ed25519:…), or this unsigned bundle (manifest:…)")
    @Nullable
    String fingerprint;

    void record(Installation installation) {
        if (fingerprint != null) {
            new BundleKeys(installation.directory()).trust(fingerprint);
        }
    }
}
