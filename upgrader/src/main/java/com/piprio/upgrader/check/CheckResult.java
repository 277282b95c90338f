package com.piprio.upgrader.check;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.SettingChanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an upgrade comes to at one installation.
 *
 * @param target the last release of the path
 * @param hops one for each upgrade of the path, in order; at least one
 * @param warnings what is no obstacle and worth knowing
 * @param changes what the upgrade writes into {@code .env}
 * @param operations deprecated ones of the API that somebody has to think of
 */
public record CheckResult(
        ReleaseVersion target,
        List<HopHits> hops,
        List<String> warnings,
        SettingChanges changes,
        List<EndingOperation> operations) {

    public CheckResult {
        hops = List.copyOf(hops);
        warnings = List.copyOf(warnings);
        operations = List.copyOf(operations);
    }

    /**
     * What one upgrade of the path meets.
     *
     * @param outlook how it would change the API over, and what its way back would take: lines for the operator
     */
    public record HopHits(ReleaseVersion from, ReleaseVersion to, List<Hit> hits, List<String> outlook) {
        public HopHits {
            hits = List.copyOf(hits);
            outlook = List.copyOf(outlook);
        }

        private HopHits with(Hit hit) {
            return new HopHits(
                    from, to, Stream.concat(hits.stream(), Stream.of(hit)).toList(), outlook);
        }
    }

    /** Where the path stops on the way to the target; none for an upgrade that leads there directly. */
    public List<ReleaseVersion> stops() {
        return hops.subList(0, hops.size() - 1).stream().map(HopHits::to).toList();
    }

    /** True when an upgrade could go. */
    public boolean fits() {
        return refusing().isEmpty();
    }

    /** What stands in the way, in the order of the path. */
    public List<Hit> refusing() {
        return hops.stream()
                .flatMap(hop -> hop.hits().stream())
                .filter(hit -> hit.resolution().refuses())
                .toList();
    }

    public long count(Resolution resolution) {
        return hops.stream()
                .flatMap(hop -> hop.hits().stream())
                .filter(hit -> hit.resolution() == resolution)
                .count();
    }

    /** With one more thing that the last upgrade meets. */
    public CheckResult with(Hit hit) {
        List<HopHits> more = new ArrayList<>(hops);
        int last = more.size() - 1;
        more.set(last, more.get(last).with(hit));
        return new CheckResult(target, more, warnings, changes, operations);
    }

    public CheckResult withWarning(String warning) {
        return new CheckResult(
                target,
                hops,
                Stream.concat(warnings.stream(), Stream.of(warning)).toList(),
                changes,
                operations);
    }

    CheckResult with(List<EndingOperation> ending) {
        return new CheckResult(target, hops, warnings, changes, ending);
    }

    /** Why an upgrade does not begin, with every line that has to be written. */
    public OperatorException refusal(Path environmentFile) {
        List<Hit> refusing = refusing();
        String lines = refusing.stream()
                .flatMap(hit -> hit.lines().stream())
                .map(line -> "\n  " + line)
                .collect(Collectors.joining());
        return OperatorException.of(ErrorCode.INSTALLATION_UNFIT, "this installation does not fit release " + target)
                .expected("nothing that the operator has to do before the upgrade to " + target)
                .found(refusing.stream()
                        .map(hit -> hit.resolution().word() + "  " + hit.inWords() + ": " + hit.meaning())
                        .collect(Collectors.joining("\n")))
                .remedy((lines.isEmpty()
                                ? "do what is said above"
                                : "write (settings into " + environmentFile + "):" + lines)
                        + "\nthen run the command again; scripts/check.sh " + target + " shows everything")
                .build();
    }
}
