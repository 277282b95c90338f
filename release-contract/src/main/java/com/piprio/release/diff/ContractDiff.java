package com.piprio.release.diff;

import com.piprio.release.ConfigurationFile;
import com.piprio.release.Declaration;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.MigrationVersion;
import com.piprio.release.OperatorContract;
import com.piprio.release.PublishedPort;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What differs between two releases, by all rules. */
public final class ContractDiff {
    private static final List<Family<?>> FAMILIES = List.of(
            PathRules.FAMILY,
            EnvironmentRules.FAMILY,
            FileRules.KEYS,
            FileRules.FILES,
            ServiceRules.SERVICES,
            ServiceRules.HOST,
            NetworkRules.PORTS,
            NetworkRules.NETWORK,
            DataRules.VOLUMES,
            DataRules.BUNDLES,
            MigrationRules.FAMILY,
            ApiRules.FAMILY,
            CustomerSchemaFamily.FIELDS,
            CustomerSchemaFamily.META);

    private ContractDiff() {}

    /** Every rule that there is, in the order of families; F9 to F11 are about an installation's own file only. */
    public static List<Rule<?>> rules() {
        return Stream.concat(
                        FAMILIES.stream().flatMap(family -> family.rules().stream()),
                        InstallationRules.rules().stream())
                .<Rule<?>>map(rule -> rule)
                .toList();
    }

    /**
     * The same in every run; empty for a release and itself.
     *
     * <p>What one of them does not say, because it is of contract 1, is not compared.
     */
    public static List<Difference> between(PublishedRelease before, PublishedRelease after) {
        Release was = before.release();
        Release now = after.release();
        List<Difference> found = new ArrayList<>();
        if (!was.version().equals(now.version())) {
            found.addAll(
                    PathRules.FAMILY.differences(List.of(Change.of(now.version().toString(), was, now))));
        }
        found.addAll(EnvironmentRules.FAMILY.differences(
                Change.between(was.environment(), now.environment(), EnvironmentVariable::name)));
        if (was.contract() != null && now.contract() != null) {
            promises(was, was.contract(), now, now.contract(), found);
        }
        found.addAll(MigrationRules.FAMILY.differences(Change.between(
                steps(before, was.version(), was.schemaVersion()),
                steps(after, was.version(), was.schemaVersion()),
                step -> step.migration().version().toString())));
        if (before.api() != null && after.api() != null && was.contract() != null && now.contract() != null) {
            found.addAll(ApiRules.FAMILY.differences(ApiDiffer.compare(
                    before.api(),
                    after.api(),
                    was.contract().api(),
                    now.contract().api(),
                    now.date())));
        }
        return List.copyOf(found);
    }

    private static void promises(
            Release older, OperatorContract was, Release newer, OperatorContract now, List<Difference> found) {
        List<Change<ConfigurationFile>> files =
                Change.between(was.files(), now.files(), ConfigurationFile::path, ConfigurationFile::movedFrom);
        files.stream()
                .filter(Change::isKept)
                .forEach(file -> found.addAll(FileRules.KEYS.differences(
                        Change.between(file.was().keys(), file.now().keys(), key -> file.name() + ": " + key.name()))));
        found.addAll(FileRules.FILES.differences(files));
        found.addAll(ServiceRules.SERVICES.differences(Change.between(
                ServiceRules.of(older, was),
                ServiceRules.of(newer, now),
                ServiceRules.Service::name,
                service -> service.container().renamedFrom())));
        found.addAll(ServiceRules.HOST.differences(List.of(Change.of("host", was.requires(), now.requires()))));
        found.addAll(NetworkRules.PORTS.differences(Change.between(was.ports(), now.ports(), PublishedPort::name)));
        found.addAll(NetworkRules.NETWORK.differences(List.of(Change.of("network", was.network(), now.network()))));
        found.addAll(DataRules.VOLUMES.differences(Change.between(
                kept(was.volumes(), older.version()),
                kept(now.volumes(), older.version()),
                kept -> kept.volume().name(),
                kept -> kept.volume().movedFrom())));
        found.addAll(DataRules.BUNDLES.differences(List.of(Change.of("bundles", was.bundles(), now.bundles()))));
        found.addAll(CustomerSchemaFamily.META.differences(
                List.of(Change.of("schema definitions", was.customerSchemas(), now.customerSchemas()))));
    }

    private static List<DataRules.Kept> kept(List<Volume> volumes, ReleaseVersion reader) {
        return volumes.stream()
                .map(volume -> new DataRules.Kept(volume, reader))
                .toList();
    }

    private static List<MigrationRules.Step> steps(
            PublishedRelease release, ReleaseVersion source, MigrationVersion schema) {
        return release.history().stream()
                .map(applied -> new MigrationRules.Step(applied.migration(), applied.details(), source, schema))
                .toList();
    }

    /**
     * Breaking differences that the newer release does not declare, and declared ones that are none.
     *
     * @param before the release right before {@code after}
     * @return in words; empty when the release may be published
     */
    public static List<String> undeclared(PublishedRelease before, PublishedRelease after) {
        OperatorContract contract = after.release().contract();
        List<Declaration> declared = contract == null ? List.of() : contract.declared();
        List<Difference> breaking = between(before, after).stream()
                .filter(difference -> difference.rule().verdict() == Verdict.BREAKING)
                .toList();
        List<String> problems = new ArrayList<>();
        for (Difference difference : breaking) {
            if (difference.rule().handling() == Handling.BLOCK) {
                problems.add(difference + ": must not be published");
            } else if (declared.stream().noneMatch(declaration -> matches(declaration, difference))) {
                problems.add(difference + ": not declared");
            }
        }
        for (Declaration declaration : declared) {
            if (breaking.stream().noneMatch(difference -> matches(declaration, difference))) {
                problems.add(declaration.rule() + " " + declaration.subject() + ": declared, but no such difference");
            }
        }
        return List.copyOf(problems);
    }

    private static boolean matches(Declaration declaration, Difference difference) {
        return declaration.rule().equals(difference.rule().id())
                && declaration.subject().equals(difference.subject());
    }
}
