package com.piprio.e2e.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Differences in words. Rows and names are shown up to a length, so that a message stays readable. */
final class Differences {

    private static final int SHOWN = 5;
    private static final int LENGTH = 300;

    private Differences() {}

    static Set<String> keys(Map<String, ?> one, Map<String, ?> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    /** Adds what is in only one of two lists; the same entry may be in a list more than once. */
    static void lists(String name, List<String> before, List<String> after, List<String> differences) {
        List<String> lost = new ArrayList<>(before);
        after.forEach(lost::remove);
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        if (!lost.isEmpty() || !added.isEmpty()) {
            differences.add(name + ": " + before.size() + " before, " + after.size() + " after"
                    + shown("only before", lost) + shown("only after", added));
        }
    }

    /** Adds what differs between two maps. */
    static void maps(String name, Map<String, String> before, Map<String, String> after, List<String> differences) {
        for (String key : keys(before, after)) {
            String then = before.getOrDefault(key, "absent");
            String now = after.getOrDefault(key, "absent");
            if (!then.equals(now)) {
                differences.add(name + " " + key + ": " + then + " -> " + now);
            }
        }
    }

    private static String shown(String what, List<String> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n    " + what + " (" + entries.size() + "):");
        entries.stream()
                .limit(SHOWN)
                .map(entry -> entry.length() > LENGTH ? entry.substring(0, LENGTH) + "…" : entry)
                .forEach(entry -> text.append("\n      ").append(entry));
        return text.toString();
    }
}
