package com.piprio.upgrader.cli;

import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.EndingOperation;
import com.piprio.upgrader.check.Hit;
import com.piprio.upgrader.check.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A check as a table: what stands in the way first. */
final class CheckText {
    /** More rows of one kind that ask for nothing are one. */
    private static final int MOST_ALIKE = 3;

    private static final String INDENT = " ".repeat(18);

    private CheckText() {}

    /** @param option what commands are to be told besides, so that they meet the same releases */
    static List<String> lines(CheckResult result, String domain, String option) {
        List<String> lines = new ArrayList<>();
        for (HopHits hop : result.hops()) {
            lines.add("Check of " + domain + ": " + hop.from() + " -> " + hop.to()
                    + (hop.hits().isEmpty() ? ", nothing differs for this installation" : ""));
            hop.outlook().forEach(line -> lines.add("  " + line));
            rows(hop.hits(), lines);
        }
        operations(result.operations(), lines);
        result.warnings().forEach(warning -> lines.add("WARNING " + warning));
        lines.add(verdict(result, option));
        return lines;
    }

    /** What concerns nobody here may be long, such as all that is new in the API; it is told in one row. */
    private static void rows(List<Hit> hits, List<String> lines) {
        Map<String, List<Hit>> alike = new LinkedHashMap<>();
        hits.stream().sorted(Comparator.comparing(Hit::resolution).reversed()).forEach(hit -> alike.computeIfAbsent(
                        likeness(hit), key -> new ArrayList<>())
                .add(hit));
        for (List<Hit> some : alike.values()) {
            Hit first = some.get(0);
            if (first.resolution() == Resolution.UNUSED && some.size() > MOST_ALIKE) {
                row(first, some.size() + " times: " + first.difference().rule().change(), lines);
            } else {
                some.forEach(hit -> row(hit, hit.inWords(), lines));
            }
        }
    }

    private static String likeness(Hit hit) {
        return hit.resolution() + " " + hit.rule() + " " + hit.meaning();
    }

    private static void row(Hit hit, String what, List<String> lines) {
        lines.add("  " + "%-5s%-11s".formatted(hit.rule(), hit.resolution().word()) + what);
        lines.add(INDENT + hit.meaning());
        hit.lines().forEach(line -> lines.add(INDENT + "  " + line));
    }

    private static void operations(List<EndingOperation> operations, List<String> lines) {
        if (!operations.isEmpty()) {
            lines.add("Deprecated operations of the API, as the one that runs counts their calls:");
        }
        for (EndingOperation operation : operations) {
            lines.add("  " + operation.operation() + "  " + operation.useInWords());
            lines.add(INDENT
                    + (operation.goneWith() == null ? "" : "release " + operation.goneWith() + " does not have it; ")
                    + "sunset " + operation.sunset());
            if (operation.successor() != null) {
                lines.add(INDENT + "use " + operation.successor()
                        + operation.link().map(link -> "; Link: " + link).orElse(""));
            }
        }
    }

    private static String verdict(CheckResult result, String option) {
        if (result.fits()) {
            String over = result.stops().isEmpty()
                    ? ""
                    : ", over "
                            + result.stops().stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + ": scripts/upgrade.sh " + result.target() + " --through-stops" + option;
            return "An upgrade to " + result.target() + " could go" + over + ". Nothing was changed.";
        }
        return "An upgrade to " + result.target() + " would be refused: " + result.count(Resolution.ACTION)
                + " to do before, " + result.count(Resolution.BLOCK) + " that cannot be done. Nothing was changed.";
    }
}
