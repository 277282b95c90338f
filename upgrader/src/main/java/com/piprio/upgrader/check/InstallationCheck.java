package com.piprio.upgrader.check;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Difference;
import com.piprio.release.diff.InstallationRules;
import com.piprio.release.diff.PublishedRelease;
import com.piprio.upgrader.check.CheckResult.HopHits;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.Host;
import com.piprio.upgrader.platform.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Holds the differences between releases against one installation; changes nothing. */
public final class InstallationCheck {
    /** What S6 is about. */
    private static final String HOST = "host";

    private final OperatorFiles files;
    private final Host host;
    private final BiPredicate<String, Integer> free;

    /** @param free whether an address and a port of the host can be listened on */
    InstallationCheck(OperatorFiles files, Host host, BiPredicate<String, Integer> free) {
        this.files = files;
        this.host = host;
        this.free = free;
    }

    /** What the upgrade from the release that {@code .env} names to this one comes to. */
    public static CheckResult look(Installation installation, Platform platform, Catalogue catalogue, Release target) {
        Optional<Release> source = catalogue.find(installation.release()).filter(release -> release.version()
                .isBefore(target.version()));
        List<Release> path = Stream.concat(source.stream(), Stream.of(target)).toList();
        return new InstallationCheck(OperatorFiles.read(installation), platform.host(), platform::isFree)
                .along(catalogue, path);
    }

    /**
     * What the upgrades of a path come to, each after the one before has rewritten {@code .env}.
     *
     * @param catalogue every release up to the last of the path
     * @param path the source first; the target alone when there is nothing to compare it with
     */
    public CheckResult along(Catalogue catalogue, List<Release> path) {
        OperatorFiles seen = files;
        SettingChanges changes = SettingChanges.NONE;
        Set<String> warnings = new LinkedHashSet<>();
        List<HopHits> hops = new ArrayList<>();
        Release first = path.get(0);
        Release last = path.get(path.size() - 1);
        for (int i = 1; i < path.size(); i++) {
            Hop hop = new Hop(catalogue, path.get(i - 1), path.get(i));
            Found found = new Found(hop, seen);
            between(hop).forEach(found::add);
            hops.add(found.hits());
            warnings.addAll(found.warnings);
            changes = changes.then(found.changes);
            seen = seen.with(found.changes.applyTo(seen.environment(), key -> "generated"));
        }
        Found here = new Found(new Hop(catalogue, first, last), seen);
        Set<String> told = subjects(hops);
        inTheFile(last, seen).filter(one -> !told.contains(one.subject())).forEach(here::add);
        warnings.addAll(here.warnings);
        if (!told.contains(HOST)) {
            warnings.addAll(lackingAllAlong(first, last));
        }
        warnings.addAll(Deprecations.inUse(last, catalogue, seen));
        warnings.addAll(aboutComposeFiles());
        CheckResult result = new CheckResult(
                last.version(),
                hops.isEmpty() ? List.of(new HopHits(last.version(), last.version(), List.of())) : hops,
                List.copyOf(warnings),
                changes);
        for (Hit hit : here.hits().hits()) {
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
        return ContractDiff.between(
                PublishedRelease.of(hop.catalogue(), hop.before(), null),
                PublishedRelease.of(hop.catalogue(), hop.after(), null));
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
        return HostRequirements.lacking(target, running, host).stream()
                .map(what -> "release " + target.version() + " asks for " + what)
                .toList();
    }

    private List<String> aboutComposeFiles() {
        List<String> warnings = new ArrayList<>();
        files.editedFiles()
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
                Answer answer = resolver.get().resolve(new Situation(hop, difference, seen, host, free));
                hits.add(new Hit(difference, answer.resolution(), answer.meaning(), answer.lines()));
                warnings.addAll(answer.warnings());
                changes = changes.then(answer.changes());
            }
        }

        HopHits hits() {
            ReleaseVersion from = hop.before().version();
            return new HopHits(from, hop.after().version(), hits);
        }
    }
}
