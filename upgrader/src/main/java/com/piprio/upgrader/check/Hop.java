package com.piprio.upgrader.check;

import com.piprio.release.Catalogue;
import com.piprio.release.ConfigurationFile;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.OperatorContract;
import com.piprio.release.PublishedPort;
import com.piprio.release.Release;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One upgrade of a path.
 *
 * @param catalogue every release up to {@code after}, which an upgrade may skip
 */
record Hop(Catalogue catalogue, Release before, Release after) {

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
        List<Release> known = catalogue.releases();
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
