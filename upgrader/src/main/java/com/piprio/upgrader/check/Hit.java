package com.piprio.upgrader.check;

import com.piprio.release.diff.Difference;
import java.util.List;

/**
 * A difference between two releases, resolved for one installation.
 *
 * @param meaning what it comes to here, one clause
 * @param lines what to write or to run, each as it has to stand; empty where the operator does nothing
 */
public record Hit(Difference difference, Resolution resolution, String meaning, List<String> lines) {

    public Hit {
        lines = List.copyOf(lines);
    }

    /** The id of the rule, such as {@code E2}. */
    public String rule() {
        return difference.rule().id();
    }

    /** What differs: {@code PIPRIO_KEY: new required variable (the key)}. */
    public String inWords() {
        return words(difference);
    }

    static String words(Difference difference) {
        return difference.subject() + ": " + difference.rule().change()
                + (difference.detail().isEmpty() ? "" : " (" + difference.detail() + ")");
    }
}
