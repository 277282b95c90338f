package com.piprio.upgrader.check;

import com.piprio.release.Catalogue;
import com.piprio.release.ConfigurationFile;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.Migration;
import com.piprio.release.MigrationDetails;
import com.piprio.release.OperatorContract;
import com.piprio.release.PublishedPort;
import com.piprio.release.Release;
import com.piprio.release.diff.PublishedRelease;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One upgrade of a path.
 *
 * @param path with every release up to {@code after}, which an upgrade may skip
 */
record Hop(CheckedPath path, Release before, Release after) {

    Catalogue catalogue() {
        return path.catalogue();
    }

    /** One of the two with everything that can be compared. */
    PublishedRelease published(Release release) {
        return PublishedRelease.of(catalogue(), release, path.api(release).orElse(null));
    }

    /** Releases of which an API document should be at hand and is none. */
    List<Release> withoutApi() {
        return Stream.of(before, after)
                .filter(release ->
                        release.contract() != null && path.api(release).isEmpty())
                .toList();
    }

    /** What it brings to the schema, ascending, whether it is there already or not. */
    List<Migration> migrations() {
        return catalogue().migrationsBetween(before.version(), after.version());
    }

    /** What the release of a migration says about it beyond its class. */
    MigrationDetails details(Migration migration) {
        return catalogue()
                .find(migration.version().release())
                .map(Release::contract)
                .map(contract -> contract.details(migration))
                .orElse(MigrationDetails.UNSTATED);
    }

    static Optional<EnvironmentVariable> variable(Release release, String name) {
        return release.environment().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    static Optional<ConfigurationFile> file(Release release, String path) {
        OperatorContract contract = release.contract();
        return contract == null
                ? Optional.empty()
                : contract.files().stream()
                        .filter(file -> file.path().equals(path))
                        .findFirst();
    }

    static Optional<PublishedPort> port(Release release, String name) {
        return promises(release).ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst();
    }

    /** What a release of contract 2 promises; rules beyond those of variables are found between such releases only. */
    static OperatorContract promises(Release release) {
        return Objects.requireNonNull(release.contract(), () -> "contract 2 of " + release.version());
    }

    /** The newest notice about a variable that some release on the way gave, with the name to use instead. */
    Optional<String> replacement(String variable) {
        List<Release> known = catalogue().releases();
        for (int i = known.size() - 1; i >= 0; i--) {
            Release release = known.get(i).version().equals(after.version()) ? after : known.get(i);
            Optional<String> named = release.version().isAfter(after.version())
                    ? Optional.empty()
                    : variable(release, variable)
                            .map(EnvironmentVariable::deprecation)
                            .map(EnvironmentVariable.Deprecation::replacedBy);
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }
}
