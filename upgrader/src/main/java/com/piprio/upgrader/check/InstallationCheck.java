package com.piprio.upgrader.check;

import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Difference;
import com.piprio.release.diff.InstallationRules;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.DeprecatedCalls;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the differences between releases against one installation; changes nothing. */
public final class InstallationCheck {
    /** What S6 is about. */
    private static final String HOST = "host";

    private final OperatorFiles files;
    private final Observed observed;

    InstallationCheck(OperatorFiles files, Observed observed) {
        this.files = files;
        this.observed = observed;
    }

    /** What the upgrades of a path come to, from the release that {@code .env} names. */
    public static CheckResult look(Installation installation, Observed observed, CheckedPath path) {
        return new InstallationCheck(OperatorFiles.read(installation), observed)
                .along(running(installation, path), path);
    }

    /**
     * The same with the deprecated operations of the API that somebody has to think of.
     *
     * @param today to which a sunset is near, or not
     */
    public static CheckResult lookAtAll(
            Installation installation, Observed observed, CheckedPath path, LocalDate today) {
        CheckResult result = look(installation, observed, path);
        Optional<Release> running = running(installation, path);
        if (running.filter(EndingOperation::deprecatesAny).isEmpty()) {
            return result;
        }
        DeprecatedCalls calls = observed.deprecatedCalls();
        CheckResult complete = result.with(EndingOperation.of(running.get(), path, calls, today));
        return calls.problem().isEmpty()
                ? complete
                : complete.withWarning(
                        "whether clients call deprecated operations of the API is not known: " + calls.problem());
    }

    private static Optional<Release> running(Installation installation, CheckedPath path) {
        return path.catalogue().find(installation.release());
    }

    /**
     * What the upgrades of a path come to, each after the one before has rewritten {@code .env} and replaced the files of
     * the release.
     *
     * @param running empty where nobody knows it any more
     */
    CheckResult along(Optional<Release> running, CheckedPath path) {
        OperatorFiles seen = files;
        SettingChanges changes = SettingChanges.NONE;
        Set<String> warnings = new LinkedHashSet<>();
        List<HopHits> hops = new ArrayList<>();
        Release last = path.target();
        Optional<Release> source = running.filter(release -> release.version().isBefore(last.version()));
        Release first = source.orElse(last);
        Release before = first;
        for (Release after : source.isPresent() ? path.hops() : List.<Release>of()) {
            Hop hop = new Hop(path, before, after);
            Found found = new Found(hop, hops.isEmpty() ? seen : seen.afterAnUpgrade());
            between(hop).forEach(found::add);
            hops.add(found.hits(Outlook.of(hop, observed)));
            warnings.addAll(found.warnings);
            warnings.addAll(aboutApiDocuments(hop));
            changes = changes.then(found.changes);
            seen = seen.with(found.changes.applyTo(seen.environment(), key -> "generated"));
            before = after;
        }
        Found here = new Found(new Hop(path, first, last), seen);
        Set<String> told = subjects(hops);
        inTheFile(last, seen).filter(one -> !told.contains(one.subject())).forEach(here::add);
        warnings.addAll(here.warnings);
        if (!told.contains(HOST)) {
            warnings.addAll(lackingAllAlong(first, last));
        }
        warnings.addAll(Deprecations.inUse(last, path.catalogue(), seen));
        warnings.addAll(aboutComposeFiles(first));
        CheckResult result = new CheckResult(
                last.version(),
                hops.isEmpty() ? List.of(new HopHits(last.version(), last.version(), List.of(), List.of())) : hops,
                List.copyOf(warnings),
                changes,
                List.of());
        for (Hit hit : here.hits) {
            result = result.with(hit);
        }
        return result;
    }

    /** A disk that is too small for the bundle before the upgrade: a part of S6. */
    public static Hit lackingDisk(String meaning) {
        return ContractDiff.rules().stream()
                .filter(rule -> rule.id().equals("S6"))
                .findFirst()
                .map(rule -> new Hit(new Difference(rule, "disk", ""), Resolution.BLOCK, meaning, List.of()))
                .orElseThrow();
    }

    private static List<Difference> between(Hop hop) {
        return ContractDiff.between(hop.published(hop.before()), hop.published(hop.after()));
    }

    private static List<String> aboutApiDocuments(Hop hop) {
        return hop.withoutApi().stream()
                .map(release -> "what changes in the API from " + hop.before().version() + " to "
                        + hop.after().version() + " is not known: release " + release.version()
                        + " comes without its API document")
                .toList();
    }

    private static Stream<Difference> inTheFile(Release release, OperatorFiles seen) {
        List<String> unknown = seen.unknownKeys(release);
        return Stream.of(
                        InstallationRules.unknownKeys(release, new HashSet<>(unknown)),
                        InstallationRules.refusedValues(
                                release, seen.environment().values()),
                        InstallationRules.missingValues(
                                release, seen.environment().values()))
                .flatMap(List::stream);
    }

    /** What stands in the way already is not told twice. */
    private static Set<String> subjects(List<HopHits> hops) {
        Set<String> subjects = new HashSet<>();
        hops.stream()
                .flatMap(hop -> hop.hits().stream())
                .filter(hit -> hit.resolution().refuses())
                .forEach(hit -> subjects.add(hit.difference().subject()));
        return subjects;
    }

    /** A host that is too small for the release that runs there is no obstacle, and worth knowing. */
    private List<String> lackingAllAlong(Release running, Release target) {
        return HostRequirements.lacking(target, running, observed.host().demand()).stream()
                .map(what -> "release " + target.version() + " asks for " + what)
                .toList();
    }

    private List<String> aboutComposeFiles(Release running) {
        List<String> warnings = new ArrayList<>();
        files.editedFiles(running)
                .forEach(file -> warnings.add(file + " was edited: an upgrade replaces it, and keeps the edited one in"
                        + " .piprio/saved; settings belong into .env"));
        files.overrides()
                .forEach(file -> warnings.add(
                        file + " is no part of an installation: an upgrade starts services without what it says"));
        return warnings;
    }

    /** What is found for one hop. */
    private final class Found {
        private final Hop hop;
        private final OperatorFiles seen;
        private final List<Hit> hits = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private SettingChanges changes = SettingChanges.NONE;

        Found(Hop hop, OperatorFiles seen) {
            this.hop = hop;
            this.seen = seen;
        }

        void add(Difference difference) {
            Optional<Resolver> resolver = Resolvers.of(difference.rule());
            if (resolver.isPresent()) {
                Answer answer = resolver.get().resolve(new Situation(hop, difference, seen, observed));
                hits.add(new Hit(difference, answer.resolution(), answer.meaning(), answer.lines()));
                warnings.addAll(answer.warnings());
                changes = changes.then(answer.changes());
            }
        }

        HopHits hits(List<String> outlook) {
            ReleaseVersion from = hop.before().version();
            return new HopHits(from, hop.after().version(), hits, outlook);
        }
    }
}
