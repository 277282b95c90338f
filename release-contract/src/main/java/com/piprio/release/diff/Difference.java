package com.piprio.release.diff;

/**
 * A rule that applies between two releases.
 *
 * @param subject what it concerns, such as the name of a variable
 * @param detail what was and what is; empty when the rule says everything
 */
public record Difference(Rule<?> rule, String subject, String detail) {

    /** One line, which is the same in every run. */
    @Override
    public String toString() {
        return rule.id() + " " + rule.verdict().word() + " " + rule.handling().word() + "  " + subject + ": "
                + rule.change() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
