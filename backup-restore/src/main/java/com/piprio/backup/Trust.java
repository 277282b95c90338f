package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose bundles an installation believes: those that it signed itself, those signed with a key that its operator named,
 * and single unsigned ones by the hash of their manifest.
 *
 * @param entries {@code ed25519:…} or {@code manifest:…}, each with 64 hexadecimal digits
 * @param signs whether the installation has a key of its own; before that nothing could be signed
 */
record Trust(Set<String> entries, boolean signs) {
    private static final Pattern ENTRY = Pattern.compile("(ed25519|manifest):[0-9a-f]{64}");

    Trust {
        entries = Set.copyOf(entries);
    }

    static boolean wellFormed(String entry) {
        return ENTRY.matcher(entry).matches();
    }

    /** How a trusted bundle without signature is named. */
    static String unsigned(byte[] manifest) {
        return "manifest:" + Sha256.of(manifest);
    }

    /**
     * Refuses a signature of somebody else.
     *
     * @throws OperatorException {@code BUNDLE_UNTRUSTED}
     */
    void requireKey(String fingerprint) {
        if (!entries.contains(fingerprint)) {
            throw untrusted("the bundle was signed with a key that this installation does not trust", fingerprint);
        }
    }

    /**
     * Refuses an unsigned bundle, unless it was there before this installation could sign or its operator named it.
     *
     * @throws OperatorException {@code BUNDLE_UNTRUSTED}
     */
    void requireUnsigned(byte[] manifest) {
        if (signs && !entries.contains(unsigned(manifest))) {
            throw untrusted(
                    "the bundle is not signed, and was not here when this installation began to sign",
                    unsigned(manifest));
        }
    }

    private static String keyItself(String found) {
        return found.startsWith("ed25519:")
                ? "; or --trust-key FILE with the config/bundle-signing.pub of where it was made"
                : "";
    }

    private OperatorException untrusted(String problem, String found) {
        Set<String> keys = new LinkedHashSet<>(entries);
        keys.removeIf(entry -> entry.startsWith("manifest:"));
        return OperatorException.of(ErrorCode.BUNDLE_UNTRUSTED, problem)
                .expected(
                        keys.isEmpty()
                                ? "a trusted key"
                                : String.join("\n", keys.stream().sorted().toList()))
                .found(found)
                .remedy("do not restore it unless you know where it comes from; after comparing the line above with the"
                        + " one that the backup printed, pass --trust " + found + keyItself(found))
                .build();
    }
}
