package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.release.Api;
import com.piprio.release.Catalogue;
import com.piprio.release.OperatorContract;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a release of the catalogue promised in the stable tier of its API, every later one keeps. */
class CatalogueApiTest {
    private static final Path RELEASES = Path.of("..", "releases");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<PublishedRelease> CATALOGUE = Catalogue.read(RELEASES).releases().stream()
            .map(release -> PublishedRelease.read(RELEASES, release.version()))
            .toList();
    private static final int LAST = CATALOGUE.size() - 1;
    private static final Release NEWEST = CATALOGUE.get(LAST).release();

    @Test
    void noReleaseBreaksAStableOperationOfAnEarlierOne() {
        assertThat(broken(CATALOGUE)).isEmpty();
    }

    /** Each with each, declared or not: two small steps may be a break for who skips the release between them. */
    private static List<String> broken(List<PublishedRelease> releases) {
        List<String> found = new ArrayList<>();
        for (int later = 1; later < releases.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                List<PublishedRelease> before = releases.subList(0, later);
                PublishedRelease after = releases.get(later);
                ContractDiff.between(releases.get(earlier), after).stream()
                        .filter(difference -> difference.rule().id().startsWith("A"))
                        .filter(difference -> difference.rule().verdict() == Verdict.BREAKING)
                        .filter(difference -> !hasEnded(difference.subject(), before, after))
                        .forEach(difference -> found.add(after.release().version() + ": " + difference));
            }
        }
        return found;
    }

    /** Whether an operation is gone after the day that an earlier release had named. */
    private static boolean hasEnded(String operation, List<PublishedRelease> before, PublishedRelease after) {
        return !operations(after).contains(operation)
                && before.stream()
                        .flatMap(release -> contract(release).api().deprecated().stream())
                        .anyMatch(notice -> notice.operation().equals(operation)
                                && !notice.sunset().isAfter(after.release().date()));
    }

    @Test
    void anOperationThatIsGoneIsFound() {
        assertThat(broken(edited("paths", paths -> paths.remove("/api/v1/platform"))))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith(NEWEST.version() + ": A1 breaking")
                        .contains("GET /api/v1/platform"));
    }

    @Test
    void aFieldThatIsGoneIsFound() {
        assertThat(broken(
                        edited("components", components -> ((ObjectNode) components.at("/schemas/Document/properties"))
                                .remove("mediaType"))))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(NEWEST.version() + ": A2 breaking"));
    }

    @Test
    void anOperationMayGoOnItsDayAndNotBefore() {
        List<PublishedRelease> without = edited("paths", paths -> paths.remove("/api/v1/platform"));

        assertThat(broken(announced(without, NEWEST.date()))).isEmpty();
        assertThat(broken(announced(without, NEWEST.date().plusDays(1)))).isNotEmpty();
    }

    /** The catalogue, with a change in the API document of its newest release. */
    private static List<PublishedRelease> edited(String part, Consumer<ObjectNode> edit) {
        JsonNode document;
        try {
            document = JSON.readTree(folder(NEWEST).resolve("openapi.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        edit.accept((ObjectNode) document.get(part));
        return with(
                CATALOGUE,
                LAST,
                new PublishedRelease(
                        NEWEST, CATALOGUE.get(LAST).history(), ApiDocument.parse(document.toString(), "edited")));
    }

    private static List<PublishedRelease> with(List<PublishedRelease> releases, int place, PublishedRelease other) {
        List<PublishedRelease> result = new ArrayList<>(releases);
        result.set(place, other);
        return result;
    }

    private static Path folder(Release release) {
        return RELEASES.resolve(release.version().toString());
    }

    /** The same releases, the first of which says that an operation will go. */
    private static List<PublishedRelease> announced(List<PublishedRelease> releases, LocalDate sunset) {
        PublishedRelease first = releases.get(0);
        try {
            String yaml = Files.readString(folder(first.release()).resolve(ReleaseFile.NAME));
            Release saying = ReleaseFile.parse(
                    yaml.replace(
                            "document: openapi.json\n",
                            "document: openapi.json\n  deprecated: [{operation: GET /api/v1/platform, since: "
                                    + first.release().version() + ", sunset: " + sunset + "}]\n"),
                    "edited");
            return with(releases, 0, new PublishedRelease(saying, first.history(), first.api()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatAReleaseDeprecatesIsMarkedInItsDocumentAndItsSuccessorIsThere() {
        for (PublishedRelease release : CATALOGUE) {
            List<Api.DeprecatedOperation> deprecated = contract(release).api().deprecated();

            assertThat(marked(release))
                    .as("%s", release.release().version())
                    .containsExactlyInAnyOrderElementsOf(deprecated.stream()
                            .map(Api.DeprecatedOperation::operation)
                            .toList());
            assertThat(operations(release))
                    .as("%s", release.release().version())
                    .containsAll(deprecated.stream()
                            .map(Api.DeprecatedOperation::replacedBy)
                            .filter(successor -> successor != null)
                            .toList());
        }
        assertThat(marked(CATALOGUE.get(LAST))).isNotEmpty();
    }

    private static List<String> marked(PublishedRelease release) {
        return all(release).stream()
                .filter(operation -> operation.node().path("deprecated").asBoolean())
                .map(ApiDocument.Operation::name)
                .toList();
    }

    private static Set<String> operations(PublishedRelease release) {
        return all(release).stream().map(ApiDocument.Operation::name).collect(Collectors.toSet());
    }

    private static Collection<ApiDocument.Operation> all(PublishedRelease release) {
        ApiDocument document = release.api();
        assertThat(document).isNotNull();
        return document.operations().values();
    }

    private static OperatorContract contract(PublishedRelease release) {
        OperatorContract contract = release.release().contract();
        assertThat(contract).isNotNull();
        return contract;
    }
}
