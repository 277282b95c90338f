package com.piprio.upgrader.run;

import com.piprio.release.Catalogue;
import com.piprio.release.ContractCopy;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.InfrastructureImage;
import com.piprio.release.OperatorContract;
import com.piprio.release.PublishedImage;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.Requirements;
import com.piprio.release.ServiceImage;
import com.piprio.upgrader.release.FetchedRelease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The releases of the repository, each with one more setting, which the target of an upgrade calls otherwise. */
final class FixtureReleases {
    private static final String OLD_NAME = "PIPRIO_COLOUR";
    private static final String NEW_NAME = "PIPRIO_COLOR";

    static final Catalogue CATALOGUE = Catalogue.of(Catalogue.read(Path.of("../releases")).releases().stream()
            .map(release ->
                    ReleaseCopy.of(release, copy -> copy.environment = environment(release, optional(OLD_NAME, null))))
            .toList());

    private FixtureReleases() {}

    /** The services that a release has. */
    static List<String> services(ReleaseVersion release) {
        return CATALOGUE.find(release).orElseThrow().services().stream()
                .map(ServiceImage::name)
                .toList();
    }

    /** What {@code .env} says on a release; an upgrade renames the setting and nothing else. */
    static String environmentOf(ReleaseVersion release, boolean renamed) {
        return "PIPRIO_VERSION=" + release + "\nPIPRIO_REGISTRY=r:5000\nPIPRIO_DOMAIN=" + UpgradeFixture.DOMAIN
                + "\nPIPRIO_DEPLOYMENT_ID=id\nCOMPOSE_PROJECT_NAME=p\n# as on our walls\n"
                + (renamed ? NEW_NAME : OLD_NAME) + "='sky blue'  # since spring\nPIPRIO_DB_PASSWORD=a\n"
                + "PIPRIO_S3_ACCESS_KEY=b\nPIPRIO_S3_SECRET_KEY=c\nPIPRIO_API_TOKEN=d\n";
    }

    /** As published, with the new name. */
    static FetchedRelease renaming(ReleaseVersion version, Map<String, String> files) {
        Release release = CATALOGUE.find(version).orElseThrow();
        EnvironmentVariable.Deprecation notice = new EnvironmentVariable.Deprecation(version, NEW_NAME);
        Release renaming = ReleaseCopy.of(release, copy -> {
            copy.environment = environment(release, optional(OLD_NAME, notice), optional(NEW_NAME, null));
            copy.images = published(release);
        });
        return new FetchedRelease(renaming, CATALOGUE, files);
    }

    static FetchedRelease larger(FetchedRelease fetched) {
        OperatorContract contract = Objects.requireNonNull(fetched.release().contract());
        Requirements was = contract.requires();
        Requirements larger = new Requirements(
                was.engine(),
                was.compose(),
                was.memoryMegabytes() * 2,
                was.cpus(),
                was.architectures(),
                was.postgres());
        return replaced(
                fetched,
                fetched.catalogue(),
                copy -> copy.contract = ContractCopy.of(contract, promise -> promise.requires = larger));
    }

    static FetchedRelease withAnotherDatabase(FetchedRelease fetched) {
        Catalogue withoutPromises = Catalogue.of(CATALOGUE.releases().stream()
                .map(release -> ReleaseCopy.of(release, copy -> copy.contract = null))
                .toList());
        return replaced(fetched, withoutPromises, copy -> {
            copy.infrastructure = copy.infrastructure.stream()
                    .map(image -> image.name().equals("postgres")
                            ? new InfrastructureImage(image.name(), image.image(), "18")
                            : image)
                    .toList();
            copy.contract = null;
        });
    }

    private static FetchedRelease replaced(FetchedRelease fetched, Catalogue catalogue, Consumer<ReleaseCopy> change) {
        return new FetchedRelease(ReleaseCopy.of(fetched.release(), change), catalogue, fetched.files());
    }

    private static EnvironmentVariable optional(String name, EnvironmentVariable.@Nullable Deprecation notice) {
        return new EnvironmentVariable(name, false, false, null, "a colour", notice);
    }

    private static List<EnvironmentVariable> environment(Release release, EnvironmentVariable... more) {
        return Stream.concat(
                        release.environment().stream()
                                .filter(variable -> !variable.name().equals(OLD_NAME)),
                        Stream.of(more))
                .toList();
    }

    private static List<PublishedImage> published(Release release) {
        return release.services().stream()
                .map(service ->
                        new PublishedImage(service.image(), release.version().toString(), "sha256:" + "0".repeat(64)))
                .toList();
    }
}
