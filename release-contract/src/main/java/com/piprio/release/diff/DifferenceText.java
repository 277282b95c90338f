package com.piprio.release.diff;

import com.piprio.release.Release;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Differences in the words an operator reads. */
public final class DifferenceText {
    private DifferenceText() {}

    /** For a terminal: what needs somebody first. */
    public static List<String> lines(Release before, Release after, List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        lines.add("Release " + before.version() + " -> " + after.version() + ": "
                + (differences.isEmpty() ? "nothing differs" : differences.size() + " differences"));
        for (Difference difference : ordered(differences)) {
            Rule<?> rule = difference.rule();
            lines.add("  " + "%-5s".formatted(rule.id())
                    + "%-11s".formatted(rule.verdict().word()) + difference.subject() + ": " + rule.change()
                    + detail(difference));
            if (rule.handling() != Handling.NONE) {
                lines.add("       " + "%-11s".formatted(rule.handling().word()) + rule.remedy());
            }
        }
        if (after.contract() == null || before.contract() == null) {
            lines.add("  files, services, ports, volumes and API are not compared: one of them does not describe them");
        }
        return lines;
    }

    /** For a page: a table. */
    public static List<String> markdown(Release before, Release after, List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        lines.add("## " + before.version() + " to " + after.version());
        lines.add("");
        if (differences.isEmpty()) {
            lines.add("Nothing differs.");
            return lines;
        }
        lines.add("| rule | verdict | what | change | to do |");
        lines.add("|---|---|---|---|---|");
        for (Difference difference : ordered(differences)) {
            Rule<?> rule = difference.rule();
            lines.add("| " + rule.id() + " | " + rule.verdict().word() + " | " + cell("`" + difference.subject() + "`")
                    + " | "
                    + cell(rule.change() + detail(difference)) + " | "
                    + (rule.handling() == Handling.NONE ? "" : rule.handling().word() + ": " + cell(rule.remedy()))
                    + " |");
        }
        return lines;
    }

    /** What a changelog says of a release beyond its notes: one line for each difference, by who has to know. */
    public static List<String> changelog(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        section("Before the upgrade", lines, of(differences, Handling.ACTION, Handling.BLOCK), true);
        section("Done by the upgrade", lines, of(differences, Handling.AUTOMATIC), false);
        section("Good to know", lines, of(differences, Handling.NONE), false);
        if (lines.isEmpty()) {
            lines.add("Nothing that operators or clients of the API could notice differs.");
        }
        return lines;
    }

    private static List<Difference> of(List<Difference> differences, Handling... handlings) {
        List<Handling> wanted = List.of(handlings);
        return differences.stream()
                .filter(difference -> wanted.contains(difference.rule().handling()))
                .toList();
    }

    private static void section(String title, List<String> lines, List<Difference> differences, boolean remedy) {
        if (differences.isEmpty()) {
            return;
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("**" + title + "**");
        for (Difference difference : differences) {
            lines.add("- `" + difference.subject() + "`: " + difference.rule().change() + detail(difference)
                    + (remedy ? "; " + difference.rule().remedy() : "") + " ["
                    + difference.rule().id() + "]");
        }
    }

    private static String detail(Difference difference) {
        return difference.detail().isEmpty() ? "" : " (" + difference.detail() + ")";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    /** Blocks first, then what the operator does, then breaking before deprecated before compatible. */
    private static List<Difference> ordered(List<Difference> differences) {
        return differences.stream()
                .sorted(Comparator.<Difference>comparingInt(difference -> rank(difference.rule()))
                        .thenComparing(
                                difference -> -difference.rule().verdict().ordinal()))
                .toList();
    }

    private static int rank(Rule<?> rule) {
        return switch (rule.handling()) {
            case BLOCK -> 0;
            case ACTION -> 1;
            case AUTOMATIC -> 2;
            case NONE -> 3;
        };
    }
}
