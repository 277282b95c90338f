package com.piprio.upgrader.login;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be told who asks: one entry of {@code WWW-Authenticate} (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case, such as {@code bearer}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final String NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    /** A scheme, or a parameter of the one before. */
    private static final Pattern ITEM =
            Pattern.compile("[\\s,]*(" + NAME + ")(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*)))?");

    /** All challenges of an answer, in order; what cannot be understood ends the list. */
    static List<Challenge> in(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            Matcher item = ITEM.matcher(header);
            while (item.lookingAt()) {
                String name = item.group(1).toLowerCase(Locale.ROOT);
                if (item.group(2) == null && item.group(3) == null) {
                    challenges.add(new Challenge(name, new LinkedHashMap<>()));
                } else if (challenges.isEmpty()) {
                    return List.of();
                } else {
                    String value = item.group(2) == null
                            ? item.group(3)
                            : item.group(2).replaceAll("\\\\(.)", "$1");
                    challenges.get(challenges.size() - 1).parameters().putIfAbsent(name, value);
                }
                item.region(item.end(), header.length());
            }
        }
        return challenges;
    }

    static Optional<Challenge> of(String scheme, List<Challenge> challenges) {
        return challenges.stream()
                .filter(challenge -> challenge.scheme().equals(scheme))
                .findFirst();
    }
}
