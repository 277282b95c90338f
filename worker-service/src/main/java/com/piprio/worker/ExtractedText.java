package com.piprio.worker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What can be said of a text: a stand-in for extraction by a model.
 *
 * @param language {@code en} when a common English word is in it, else {@code und} for undetermined
 */
record ExtractedText(long words, String language) {

    private static final Set<String> ENGLISH = Set.of("the", "and", "of", "is");

    static ExtractedText of(byte[] content) {
        List<String> words = Arrays.stream(new String(content, StandardCharsets.UTF_8).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        return new ExtractedText(words.size(), words.stream().anyMatch(ENGLISH::contains) ? "en" : "und");
    }
}
