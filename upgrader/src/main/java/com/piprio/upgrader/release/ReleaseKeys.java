package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.SigningKey;
import com.piprio.signing.UnusableKeyException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The publishers that an installation believes: each file {@code *.pub} in {@code config/release-keys} holds the public half
 * of one key. The install kit brings them; the operator adds the next key and removes an old one.
 */
public final class ReleaseKeys {
    static final String FOLDER = "config/release-keys";
    private static final long LARGEST = 64 << 10;

    private final Path folder;

    /** @param installation its directory, or that of a kit; nothing is read yet */
    public ReleaseKeys(Path installation) {
        this.folder = installation.resolve(FOLDER);
    }

    /**
     * Refuses a signature of somebody else. The keys are read anew at each question.
     *
     * @param signer the fingerprint of a key
     * @throws OperatorException {@code RELEASE_UNTRUSTED}, also when there is no key at all or one cannot be used
     */
    void require(String signer) {
        SortedSet<String> trusted = fingerprints();
        if (!trusted.contains(signer)) {
            throw OperatorException.of(
                            ErrorCode.RELEASE_UNTRUSTED, "the release was signed with a key that is not trusted here")
                    .expected(
                            trusted.isEmpty()
                                    ? "a key in " + FOLDER + ", where there is none"
                                    : String.join("\n", trusted))
                    .found(signer)
                    .remedy(
                            "do not use this release, unless its publisher tells you that line by another way; then put the"
                                    + " publisher's key into " + FOLDER + " and run the same command again")
                    .build();
        }
    }

    private SortedSet<String> fingerprints() {
        SortedSet<String> fingerprints = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return fingerprints;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub")) {
            for (Path file : files) {
                fingerprints.add(fingerprint(file, FOLDER + "/" + file.getFileName()));
            }
            return fingerprints;
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "the keys of the publishers cannot be read")
                    .expected(folder.toString())
                    .found(String.valueOf(e))
                    .remedy(
                            "mend its permissions, or bring it back from the install kit, then run the same command again")
                    .cause(e)
                    .build();
        }
    }

    private static String fingerprint(Path file, String name) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw unusable(name, "it is no plain file of that size", null);
        }
        try {
            return SigningKey.fingerprint(SigningKey.publicKeyBytes(Files.readString(file)));
        } catch (UnusableKeyException e) {
            throw unusable(name, e.why(), e);
        }
    }

    private static OperatorException unusable(String name, String why, @Nullable Exception cause) {
        return OperatorException.of(ErrorCode.RELEASE_UNTRUSTED, "a publisher's key cannot be used")
                .expected("the public half of an Ed25519 key in " + name)
                .found(why)
                .remedy("bring the file back from the install kit, or remove it, then run the same command again")
                .cause(cause)
                .build();
    }
}
