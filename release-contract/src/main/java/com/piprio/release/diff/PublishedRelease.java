package com.piprio.release.diff;

import com.piprio.release.Catalogue;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Migration;
import com.piprio.release.MigrationDetails;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release with everything that can be compared.
 *
 * @param history every migration up to it, ascending
 * @param api its OpenAPI document; null when it says of none, or the document is not at hand
 */
public record PublishedRelease(
        Release release, List<Applied> history, @Nullable ApiDocument api) {

    public PublishedRelease {
        history = List.copyOf(history);
    }

    /** A migration with what its release says about it. */
    public record Applied(Migration migration, MigrationDetails details) {}

    /**
     * Takes a release from a folder of releases.
     *
     * @throws InvalidReleaseException when it is not there or not valid
     */
    public static PublishedRelease read(Path catalogue, ReleaseVersion version) {
        Path folder = catalogue.resolve(version.toString());
        Catalogue releases = Catalogue.read(catalogue);
        Release release = releases.find(version)
                .orElseThrow(() -> new InvalidReleaseException("release " + version + " is not in " + catalogue));
        OperatorContract contract = release.contract();
        Path document = contract == null ? null : folder.resolve(contract.api().document());
        return of(releases, release, document == null || Files.notExists(document) ? null : ApiDocument.read(document));
    }

    /**
     * A release of a catalogue that is read already.
     *
     * @param catalogue with every release before it
     */
    public static PublishedRelease of(Catalogue catalogue, Release release, @Nullable ApiDocument api) {
        List<Applied> history = new ArrayList<>();
        for (Release each : catalogue.releases()) {
            if (!each.version().isAfter(release.version())) {
                OperatorContract contract = each.contract();
                each.migrations()
                        .forEach(migration -> history.add(new Applied(
                                migration,
                                contract == null ? MigrationDetails.UNSTATED : contract.details(migration))));
            }
        }
        return new PublishedRelease(release, history, api);
    }
}
