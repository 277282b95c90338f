package com.piprio.upgrader.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.compose.Pause;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ApiDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Releases as a Docker registry has them: the tags of {@code piprio/release}, over the registry's HTTP API. What a
 * release image carries is used only when a publisher who is trusted signed it.
 */
public final class RegistryReleases implements ReleaseSource {
    /** As RFC 5988 and the registry's HTTP API write it. */
    private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>;\\s*rel=\"?next\"?.*");

    /** A registry that pages for ever is broken. */
    private static final int MOST_PAGES = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryAddress registry;
    private final RegistryRequests requests;
    private final ReleaseImage image;
    private final ReleaseKeys keys;

    /** @param logins for a registry that wants one */
    public RegistryReleases(String registry, ReleaseKeys keys, RegistryLogins logins) {
        this(registry, keys, logins, Pause::of);
    }

    /** @param pause lets time pass while a busy registry is left alone */
    RegistryReleases(String registry, ReleaseKeys keys, RegistryLogins logins, Consumer<Duration> pause) {
        this.registry = new RegistryAddress(registry);
        this.requests = new RegistryRequests(this.registry, logins, pause);
        this.image = new ReleaseImage(new RegistryContent(requests));
        this.keys = keys;
    }

    @Override
    public List<ReleaseVersion> published() {
        List<ReleaseVersion> versions = new ArrayList<>();
        Optional<URI> page = Optional.of(registry.resource(ReleaseImage.NAME, "tags/list"));
        for (int pages = 0; page.isPresent() && pages < MOST_PAGES; pages++) {
            page = readPage(page.get(), versions);
        }
        if (versions.isEmpty()) {
            throw nonePublished();
        }
        versions.sort(Comparator.naturalOrder());
        return versions;
    }

    /** Adds the versions of one page of tags, and names the next page. */
    private Optional<URI> readPage(URI page, List<ReleaseVersion> versions) {
        HttpResponse<String> answer = requests.ask("GET", page);
        if (answer.statusCode() == 404) {
            throw nonePublished();
        }
        if (answer.statusCode() != 200) {
            throw requests.unreachable("HTTP status " + answer.statusCode(), null);
        }
        try {
            for (JsonNode tag : JSON.readTree(answer.body()).path("tags")) {
                version(tag.asText()).ifPresent(versions::add);
            }
        } catch (IOException e) {
            throw requests.unreachable("an answer that is no JSON", e);
        }
        return answer.headers()
                .firstValue("link")
                .map(NEXT_PAGE::matcher)
                .filter(Matcher::matches)
                .map(next -> page.resolve(next.group(1)));
    }

    /** A tag that is no release version belongs to somebody else's purposes. */
    private static Optional<ReleaseVersion> version(String tag) {
        try {
            return Optional.of(ReleaseVersion.parse(tag));
        } catch (InvalidReleaseException e) {
            return Optional.empty();
        }
    }

    @Override
    public FetchedRelease fetch(ReleaseVersion version) {
        try (ScratchDirectory scratch = ScratchDirectory.with(files(version))) {
            SignedFiles.verify(scratch.path(), keys);
            return read(version, scratch.path());
        } catch (InvalidReleaseException | IOException e) {
            throw malformed(version, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Hands over a folder with every release up to this one, as its release image carries it; the folder is gone
     * afterwards.
     *
     * @throws OperatorException when the release is not published
     */
    public <T> T catalogue(ReleaseVersion upTo, Function<Path, T> reader) {
        try (ScratchDirectory scratch = ScratchDirectory.with(files(upTo))) {
            SignedFiles.verify(scratch.path(), keys);
            return reader.apply(scratch.path().resolve("catalogue"));
        } catch (IOException e) {
            throw malformed(upTo, String.valueOf(e), e);
        }
    }

    private SortedMap<String, byte[]> files(ReleaseVersion version) {
        try {
            return image.files(version);
        } catch (OperatorException e) {
            if (e.code() == ErrorCode.IMAGE_MISSING) {
                requirePublished(version);
            }
            throw e;
        }
    }

    /** An image that is not there is a release that is not published, unless the registry lists it all the same. */
    private void requirePublished(ReleaseVersion version) {
        List<ReleaseVersion> published = published();
        if (!published.contains(version)) {
            throw OperatorException.of(ErrorCode.RELEASE_UNKNOWN, "release " + version + " is not published")
                    .expected("one of " + published)
                    .found(version + ", which the registry " + registry.value() + " does not have")
                    .remedy("choose one of these, for example: scripts/upgrade.sh "
                            + published.get(published.size() - 1))
                    .build();
        }
    }

    private static FetchedRelease read(ReleaseVersion version, Path folder) throws IOException {
        Release release = ReleaseFile.read(folder.resolve(ReleaseFile.NAME));
        Catalogue catalogue = Catalogue.read(folder.resolve("catalogue"));
        if (!release.version().equals(version) || release.images().isEmpty()) {
            throw malformed(
                    version,
                    "release.yaml names " + release.version() + " and "
                            + release.images().size() + " image digests",
                    null);
        }
        Map<String, String> files = new HashMap<>();
        for (String name : FetchedRelease.FILES) {
            files.put(name, Files.readString(folder.resolve(name)));
        }
        return new FetchedRelease(release, catalogue, files, apis(catalogue, folder.resolve("catalogue")));
    }

    private static Map<ReleaseVersion, ApiDocument> apis(Catalogue catalogue, Path folder) {
        Map<ReleaseVersion, ApiDocument> apis = new HashMap<>();
        for (Release each : catalogue.releases()) {
            OperatorContract contract = each.contract();
            if (contract != null) {
                Path document = folder.resolve(each.version().toString())
                        .resolve(contract.api().document());
                if (Files.exists(document)) {
                    apis.put(each.version(), ApiDocument.read(document));
                }
            }
        }
        return apis;
    }

    @Override
    public boolean offers(ImagePin pin) {
        String name = pin.repository().substring(registry.value().length() + 1);
        refuseMovedTag(name, pin);
        int status = requests.ask("HEAD", registry.resource(name, "manifests/" + pin.digest()))
                .statusCode();
        if (status != 200 && status != 404) {
            throw requests.unreachable("HTTP status " + status + " for " + pin.pinned(), null);
        }
        return status == 200;
    }

    /** Only digests are pulled; but a tag that was moved since the release was signed is somebody's mistake, or worse. */
    private void refuseMovedTag(String name, ImagePin pin) {
        Optional<String> named = requests.ask("HEAD", registry.resource(name, "manifests/" + pin.tag()))
                .headers()
                .firstValue("docker-content-digest");
        if (named.isPresent() && !named.get().equals(pin.digest())) {
            throw OperatorException.of(
                            ErrorCode.DIGEST_MISMATCH, "the registry has another image under " + name + ":" + pin.tag())
                    .expected(pin.digest() + ", which the release names")
                    .found(named.get())
                    .remedy("find out who moved the tag; copy the image of the release to the registry again")
                    .build();
        }
    }

    private OperatorException nonePublished() {
        return OperatorException.of(ErrorCode.RELEASE_UNKNOWN, "the registry has no published release")
                .expected("tags of " + ReleaseImage.NAME + " such as 1.5.0")
                .found("none in " + registry.value())
                .remedy("mend PIPRIO_REGISTRY in .env, or ask the publisher")
                .build();
    }

    private static OperatorException malformed(ReleaseVersion version, String found, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.RELEASE_MALFORMED, "release " + version + " was not published properly")
                .expected("a release image whose release.yaml is valid and names its own version and all digests")
                .found(found)
                .remedy("ask the publisher; choose another release meanwhile")
                .cause(cause)
                .build();
    }
}
