package com.piprio.backup;

import com.piprio.compose.AtomicFiles;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how an installation encrypts its bundles, in its directory {@code config/}: it does when {@code
 * bundle-passphrase} (0600) is there. Its first line is for new bundles; the others open those of before. {@code
 * bundle-encryption.json} keeps the key, wrapped, so that bundles which follow each other can share contents. Both files
 * are in no bundle.
 */
final class BundleEncryption {
    static final String PASSPHRASE = "config/bundle-passphrase";
    static final String HEADER = "config/bundle-encryption.json";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 4096;

    private final Path installation;
    private final TypedPassphrase typed;
    /** One passphrase opens many bundles of one installation, and each time costs a good part of a second. */
    private volatile @Nullable Opened opened;
    /** Asked for once: a restore opens its bundle several times. */
    private volatile @Nullable Unlocked unlocked;

    BundleEncryption(Path installation, PassphrasePrompt prompt) {
        this.installation = installation;
        this.typed = new TypedPassphrase(prompt);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its parts
    private record Opened(byte[] header, byte[] passphrase, BundleCipher cipher) {}

    /** What a typed passphrase has opened; the passphrase itself is gone. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its parts
    private record Unlocked(byte[] header, BundleCipher cipher) {}

    /** How new bundles are encrypted. */
    record Chosen(EncryptionHeader header, BundleCipher cipher) {}

    /**
     * Empty when there is no passphrase. Makes the key of an installation that begins to encrypt, and another one when its
     * passphrase became one of before.
     *
     * @throws OperatorException {@code KEY_UNUSABLE} when a passphrase is not fit, or none is that of the key
     */
    Optional<Chosen> choose() {
        List<byte[]> passphrases = passphrases();
        if (passphrases.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.exists(installation.resolve(HEADER), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(begin(passphrases.get(0)));
        }
        EncryptionHeader header = EncryptionHeader.read(bytes(HEADER, EncryptionHeader.LARGEST));
        Optional<BundleCipher> cipher = open(header, passphrases.get(0));
        if (cipher.isPresent()) {
            return Optional.of(new Chosen(header, cipher.get()));
        }
        if (open(header, passphrases).isEmpty()) {
            throw OperatorException.of(ErrorCode.KEY_UNUSABLE, PASSPHRASE + " has no passphrase of " + HEADER)
                    .remedy("add the former passphrase as a second line: it opens the bundles of before")
                    .build();
        }
        return Optional.of(begin(passphrases.get(0)));
    }

    private Chosen begin(byte[] passphrase) {
        EncryptionHeader header = EncryptionHeader.make(passphrase);
        AtomicFiles.write(installation.resolve(HEADER), header.write(), AtomicFiles.OWNER_ONLY);
        return new Chosen(header, open(header, passphrase).orElseThrow());
    }

    /**
     * The cipher of an encrypted bundle.
     *
     * @param content of its {@code encryption.json}
     * @throws OperatorException {@code BUNDLE_LOCKED} when no passphrase here opens it
     */
    BundleCipher open(byte[] content) {
        EncryptionHeader header = EncryptionHeader.read(content);
        List<byte[]> passphrases = passphrases();
        return alreadyUnlocked(content)
                .or(() -> open(header, passphrases))
                .orElseThrow(() -> locked(passphrases.isEmpty()));
    }

    /**
     * As {@link #open(byte[])}, and asks for the passphrase where none here opens it and somebody is there; blocks then.
     *
     * @throws OperatorException {@code BUNDLE_LOCKED} also when what was typed does not open it
     */
    BundleCipher openOrAsk(byte[] content) {
        EncryptionHeader header = EncryptionHeader.read(content);
        List<byte[]> passphrases = passphrases();
        return alreadyUnlocked(content)
                .or(() -> open(header, passphrases))
                .or(() -> unlock(content, header))
                .orElseThrow(() -> locked(passphrases.isEmpty()));
    }

    private Optional<BundleCipher> alreadyUnlocked(byte[] content) {
        Unlocked known = unlocked;
        return known != null && Arrays.equals(known.header(), content) ? Optional.of(known.cipher()) : Optional.empty();
    }

    private Optional<BundleCipher> unlock(byte[] content, EncryptionHeader header) {
        Optional<BundleCipher> cipher = typed.open(header);
        cipher.ifPresent(found -> unlocked = new Unlocked(content.clone(), found));
        return cipher;
    }

    /** Whether new bundles are encrypted. */
    boolean present() {
        return Files.exists(installation.resolve(PASSPHRASE), LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<BundleCipher> open(EncryptionHeader header, List<byte[]> passphrases) {
        return passphrases.stream()
                .map(passphrase -> open(header, passphrase))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static OperatorException locked(boolean withoutPassphrase) {
        return OperatorException.of(ErrorCode.BUNDLE_LOCKED, "the bundle is encrypted, and nothing here opens it")
                .expected("in " + PASSPHRASE + ", the passphrase of the time when it was made")
                .found(withoutPassphrase ? "there is no passphrase here" : "the passphrase here is another one")
                .remedy("nothing was changed; add that passphrase as a line to " + PASSPHRASE
                        + " (chmod 600), then run the command again")
                .build();
    }

    private Optional<BundleCipher> open(EncryptionHeader header, byte[] passphrase) {
        Opened known = opened;
        if (known != null
                && Arrays.equals(known.header(), header.write())
                && Arrays.equals(known.passphrase(), passphrase)) {
            return Optional.of(known.cipher());
        }
        Optional<BundleCipher> cipher = header.open(passphrase);
        cipher.ifPresent(found -> opened = new Opened(header.write(), passphrase, found));
        return cipher;
    }

    /** One a line, without spaces at its end; none when there is no such file. */
    private List<byte[]> passphrases() {
        if (!present()) {
            return List.of();
        }
        List<byte[]> passphrases = new String(bytes(PASSPHRASE, LONGEST), StandardCharsets.UTF_8)
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (passphrases.isEmpty() || passphrases.stream().anyMatch(passphrase -> passphrase.length < SHORTEST)) {
            throw unusable(PASSPHRASE, "one has less than " + SHORTEST + " characters");
        }
        return passphrases;
    }

    private byte[] bytes(String name, int longest) {
        Path file = installation.resolve(name);
        try {
            FileKind kind = FileKind.of(file);
            if (kind.size() > longest) {
                throw unusable(name, "it is too long");
            }
            kind.requirePlainFile(name);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw DurableFiles.unreadable(file, e);
        } catch (OperatorException e) {
            throw e.code() == ErrorCode.BUNDLE_DAMAGED ? unusable(name, e.problem()) : e;
        }
    }

    private static OperatorException unusable(String name, String why) {
        return OperatorException.of(ErrorCode.KEY_UNUSABLE, name + " cannot be used: " + why)
                .expected("a file of its owner alone (0600); passphrases of " + SHORTEST + " characters and more")
                .remedy("correct it, then run the command again; nothing was changed")
                .build();
    }
}
