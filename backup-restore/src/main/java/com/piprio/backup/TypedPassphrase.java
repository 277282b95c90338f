package com.piprio.backup;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Passphrases that somebody types. They are overwritten as soon as they were tried, whether they fit or not. */
final class TypedPassphrase {
    private static final int ATTEMPTS = 3;

    private final PassphrasePrompt prompt;

    TypedPassphrase(PassphrasePrompt prompt) {
        this.prompt = prompt;
    }

    /** Asks until one fits, some times at most; an empty line ends it. Empty when none fitted. */
    Optional<BundleCipher> open(EncryptionHeader header) {
        String question = "Passphrase of the bundle (it is not shown): ";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<char[]> typed = prompt.ask(question);
            byte[] passphrase = typed.map(TypedPassphrase::taken).orElse(new byte[0]);
            try {
                if (passphrase.length == 0) {
                    return Optional.empty();
                }
                Optional<BundleCipher> cipher = header.open(passphrase);
                if (cipher.isPresent()) {
                    return cipher;
                }
            } finally {
                Arrays.fill(passphrase, (byte) 0);
            }
            question = "That does not open it. Once more, or nothing to leave: ";
        }
        return Optional.empty();
    }

    /** In UTF-8 and without spaces at the end, as a line of the file is; leaves nothing in what was typed. */
    private static byte[] taken(char[] typed) {
        int length = typed.length;
        while (length > 0 && Character.isWhitespace(typed[length - 1])) {
            length--;
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed, 0, length));
        byte[] passphrase = new byte[encoded.remaining()];
        encoded.get(passphrase);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(typed, '\0');
        return passphrase;
    }
}
