package com.piprio.backup;

import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.SigningKey;
import com.piprio.signing.UnusableKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an installation's bundles, in its directory {@code config/}.
 *
 * <p>{@code bundle-signing.key} (0600) is in no bundle: whoever gets hold of a copy of a bundle shall not be able to
 * sign another. Its public half, {@code bundle-signing.pub}, is in each. {@code bundle-trust} names foreign keys and
 * unsigned bundles that are believed as well.
 */
public final class BundleKeys {
    static final String SIGNING = "config/bundle-signing.key";
    static final String PUBLIC = "config/bundle-signing.pub";
    static final String TRUSTED = "config/bundle-trust";
    private static final long LARGEST = 1 << 20;

    private final Path installation;
    private final BundleEncryption encryption;

    /** Keys of an installation where nobody is asked for a passphrase. */
    public BundleKeys(Path installation) {
        this(installation, PassphrasePrompt.NOBODY);
    }

    /**
     * Nothing is read or made yet.
     *
     * @param installation its directory
     * @param prompt asked for the passphrase of a bundle that is to be verified and that no file here opens
     */
    public BundleKeys(Path installation, PassphrasePrompt prompt) {
        this.installation = installation;
        this.encryption = new BundleEncryption(installation, prompt);
    }

    /** Whether its bundles are encrypted, and with what those are opened that are. */
    BundleEncryption encryption() {
        return encryption;
    }

    /**
     * Makes the key of an installation that has none; one that is there stays.
     *
     * <p>The bundles that are here by then could not be signed, so they are written down as trusted. An old key whose
     * private half was lost stays trusted too. The caller holds the installation's lock.
     *
     * @param backups where the installation keeps its bundles
     * @return the fingerprint of the key
     * @throws OperatorException {@code KEY_UNUSABLE}, {@code FILE_UNWRITABLE}
     */
    public String createIfMissing(Path backups) {
        Optional<String> present = read(SIGNING);
        SigningKey key = present.map(BundleKeys::parsed).orElseGet(SigningKey::generate);
        if (present.isEmpty()) {
            Set<String> believed = new LinkedHashSet<>(UnsignedBundles.in(backups));
            read(PUBLIC).map(BundleKeys::fingerprintOfPublic).ifPresent(believed::add);
            believe(believed);
            write(SIGNING, key.pem());
        }
        if (!read(PUBLIC).equals(Optional.of(key.publicPem()))) {
            write(PUBLIC, key.publicPem());
        }
        return key.toString();
    }

    /** How operators name the key; empty while there is none. */
    public Optional<String> fingerprint() {
        return read(PUBLIC).map(BundleKeys::fingerprintOfPublic);
    }

    /**
     * Believes bundles signed with that key, or that one unsigned bundle, from now on.
     *
     * @param entry as errors and backups print it: {@code ed25519:…} or {@code manifest:…}
     * @throws OperatorException {@code KEY_UNUSABLE} when it is neither
     */
    public void trust(String entry) {
        if (!Trust.wellFormed(entry)) {
            throw OperatorException.of(ErrorCode.KEY_UNUSABLE, "this names no key and no bundle")
                    .expected("ed25519: or manifest:, and 64 hexadecimal digits")
                    .found("'" + Damage.printable(entry) + "'")
                    .remedy("take it from the last lines of the backup, or from the error of the restore")
                    .build();
        }
        believe(Set.of(entry));
    }

    /**
     * Believes bundles signed with the key in a file from now on, such as {@code config/bundle-signing.pub} of the
     * installation that made them.
     *
     * @return the fingerprint of the key
     * @throws OperatorException {@code KEY_UNUSABLE} when the file holds none, or a private one, {@code FILE_UNREADABLE}
     */
    public String trustKey(Path file) {
        String fingerprint = PublicKeyFile.fingerprint(file);
        believe(Set.of(fingerprint));
        return fingerprint;
    }

    private void believe(Set<String> entries) {
        Set<String> missing = new LinkedHashSet<>(entries);
        String present = read(TRUSTED)
                .orElse(
                        "# Bundles that this installation believes besides its own: one key or unsigned bundle a line.\n");
        missing.removeAll(entries(present));
        if (!missing.isEmpty()) {
            String text = present.isEmpty() || present.endsWith("\n") ? present : present + "\n";
            write(TRUSTED, text + String.join("\n", missing.stream().sorted().toList()) + "\n");
        }
    }

    /** @throws OperatorException {@code KEY_UNUSABLE} when there is none */
    SigningKey signing() {
        return read(SIGNING)
                .map(BundleKeys::parsed)
                .orElseThrow(() -> unusable(SIGNING, "there is no such file", null));
    }

    /** Read anew at each question. */
    Trust trust() {
        Set<String> entries =
                new LinkedHashSet<>(read(TRUSTED).map(BundleKeys::entries).orElse(Set.of()));
        // Of a signing key that is there, its own public half counts: the other file is a copy.
        Optional<String> own = read(SIGNING).or(() -> read(PUBLIC));
        own.map(BundleKeys::fingerprintOfPublic).ifPresent(entries::add);
        return new Trust(entries, own.isPresent());
    }

    private static Set<String> entries(String text) {
        Set<String> entries = new LinkedHashSet<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                if (!Trust.wellFormed(line)) {
                    throw unusable(TRUSTED, "'" + Damage.printable(line) + "' names no key", null);
                }
                entries.add(line);
            }
        }
        return entries;
    }

    private static String fingerprintOfPublic(String pem) {
        try {
            return SigningKey.fingerprint(SigningKey.publicKeyBytes(pem));
        } catch (UnusableKeyException e) {
            throw unusable(PUBLIC, e.why(), e);
        }
    }

    private static SigningKey parsed(String pem) {
        try {
            return SigningKey.parse(pem);
        } catch (UnusableKeyException e) {
            throw unusable(SIGNING, e.why(), e);
        }
    }

    private static OperatorException unusable(String file, String why, @Nullable Exception cause) {
        return OperatorException.of(ErrorCode.KEY_UNUSABLE, file + " cannot be used: " + why)
                .remedy(
                        "bring the file back from a copy of the installation; where there is none, move it away: the next"
                                + " backup makes a new key, and bundles of the old one then need --trust")
                .cause(cause)
                .build();
    }

    /** The file with the public half, which every bundle has. */
    Path publicFile() {
        return installation.resolve(PUBLIC);
    }

    private Optional<String> read(String name) {
        Path file = installation.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw unusable(name, "it is no plain file of that size", null);
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        }
    }

    private void write(String name, String text) {
        Path file = installation.resolve(name);
        try {
            Files.createDirectories(installation.resolve("config"));
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8), AtomicFiles.OWNER_ONLY);
    }
}
