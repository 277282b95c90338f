package com.piprio.upgrader.cli;

import com.piprio.upgrader.check.CheckResult;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.check.Hit;
import com.piprio.upgrader.check.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A check as a table: what stands in the way first. */
final class CheckText {
    private CheckText() {}

    static List<String> lines(CheckResult result, String domain) {
        List<String> lines = new ArrayList<>();
        for (HopHits hop : result.hops()) {
            lines.add("Check of " + domain + ": " + hop.from() + " -> " + hop.to()
                    + (hop.hits().isEmpty() ? ", nothing differs for this installation" : ""));
            hop.hits().stream()
                    .sorted(Comparator.comparing(Hit::resolution).reversed())
                    .forEach(hit -> row(hit, lines));
        }
        result.warnings().forEach(warning -> lines.add("WARNING " + warning));
        lines.add(verdict(result));
        return lines;
    }

    private static void row(Hit hit, List<String> lines) {
        lines.add("  " + "%-5s%-11s".formatted(hit.rule(), hit.resolution().word()) + hit.inWords());
        lines.add(" ".repeat(18) + hit.meaning());
        hit.lines().forEach(line -> lines.add(" ".repeat(20) + line));
    }

    private static String verdict(CheckResult result) {
        if (result.fits()) {
            return "An upgrade to " + result.target() + " could go. Nothing was changed.";
        }
        return "An upgrade to " + result.target() + " would be refused: " + result.count(Resolution.ACTION)
                + " to do before, " + result.count(Resolution.BLOCK) + " that cannot be done. Nothing was changed.";
    }
}
