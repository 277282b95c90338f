package com.piprio.bench.backup;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Text as people write it, as far as a compressor can tell: some 30,000 invented words, few of them frequent and most
 * rare. The same seed gives the same text.
 */
final class TextSource {

    private static final int WORDS = 30_000;
    private static final String[] SYLLABLES = {
        "an", "ber", "cor", "da", "el", "fin", "gra", "ho", "in", "jo", "ka", "lis", "mon", "ne", "or", "pra", "qui",
        "re", "sta", "ti", "un", "ver", "wa", "xa", "yo", "zen", "mar", "ket", "sol", "dor"
    };

    private final SplittableRandom random;
    private final String[] words = new String[WORDS];

    TextSource(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
        }
    }

    SplittableRandom random() {
        return random;
    }

    /** A word: the n-th is about half as frequent as the n/2-th, as in languages. */
    String word() {
        return words[(int) Math.min(WORDS - 1, Math.exp(random.nextDouble() * Math.log(WORDS)) - 1)];
    }

    void words(StringBuilder target, int count) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                target.append(' ');
            }
            target.append(word());
        }
    }

    UUID uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** As many hexadecimal digits. */
    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits + 16);
        while (text.length() < digits) {
            text.append(String.format("%016x", random.nextLong()));
        }
        return text.substring(0, digits);
    }
}
