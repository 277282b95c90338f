package com.piprio.upgrader.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EngineVersions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.MigrationVersion;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ApiDocument;
import com.piprio.upgrader.Repository;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.CutoverBasis;
import com.piprio.upgrader.plan.HeadRoom;
import com.piprio.upgrader.platform.DefinedSchema;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.DeprecatedCalls.Calls;
import com.piprio.upgrader.platform.Fact;
import com.piprio.upgrader.platform.Host;
import com.piprio.upgrader.platform.SchemaState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An installation of release 1.5.0 of a small catalogue, and what an upgrade to an edited 1.6.0 comes to there. */
final class Checked {
    /** Release 1.5.0, from which each 1.6.0 is made by one edit; the tests of the rules use it, too. */
    private static final String OLDER =
            read("release-contract/src/test/resources/com/piprio/release/diff/release.yaml");

    /** Its API, from which each newer one is made by one edit, too. */
    private static final String API = read("release-contract/src/test/resources/com/piprio/release/diff/openapi.json");

    private final Path directory;
    private final List<String> taken = new ArrayList<>();
    private Host host = new Host(new EngineVersions("20.10.24", "2.26.1"), 4096, 2, "amd64");
    private String newerApi = API;
    private DeprecatedCalls calls = counted("GET /old", 0);
    private Supplier<SchemaState> schema = () -> new SchemaState(List.of(), null);
    private Supplier<CutoverBasis> basis = () -> new CutoverBasis(
            new HeadRoom(512L << 20, 2L << 30, 80), Duration.ofSeconds(6), Map.of("documents", 12L << 20));
    private Supplier<Set<String>> extensions = Set::of;
    private Supplier<List<DefinedSchema>> definitions = List::of;

    Checked(Path directory) {
        this.directory = directory;
        write(Installation.COMPOSE_FILE, "services: {}\n");
        write(".env", """
                PIPRIO_VERSION=1.5.0
                PIPRIO_DOMAIN=docs.example.org
                PIPRIO_TOKEN=marker-token
                PIPRIO_KEY=marker-key
                """);
    }

    private static String read(String file) {
        try {
            return Repository.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Checked write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more line in {@code .env}. */
    Checked set(String line) {
        return write(".env", installation().environment().text() + line + "\n");
    }

    Checked without(String key) {
        return write(".env", installation().environment().without(key).text());
    }

    Checked on(Host another) {
        host = another;
        return this;
    }

    /** Something else listens there. */
    Checked listening(String place) {
        taken.add(place);
        return this;
    }

    /** The newer releases have another API. */
    Checked api(String from, String to) {
        assertThat(newerApi).contains(from);
        newerApi = newerApi.replace(from, to);
        return this;
    }

    /** The API that runs counted so many calls of an operation since noon. */
    Checked called(String operation, long count) {
        calls = counted(operation, count);
        return this;
    }

    private static DeprecatedCalls counted(String operation, long count) {
        return new DeprecatedCalls(
                Instant.parse("2026-11-29T12:00:00Z"),
                Map.of(operation, new Calls(count, count == 0 ? null : Instant.parse("2026-11-29T12:31:07Z"))),
                "");
    }

    /** No API runs that could be asked. */
    Checked withoutApi() {
        calls = DeprecatedCalls.unknown("no api runs");
        return this;
    }

    /** A migration that the schema has already. */
    Checked applied(String version) {
        schema = () -> new SchemaState(List.of(MigrationVersion.parse(version)), null);
        return this;
    }

    Checked extension(String name) {
        extensions = () -> Set.of(name);
        return this;
    }

    /** The customer's only schema definition. */
    Checked defining(String type, String keyword) {
        definitions = () -> List.of(new DefinedSchema("invoice", 3, Set.of(type), Set.of(keyword)));
        return this;
    }

    /** Nothing that is asked of the database is answered. */
    Checked withoutDatabase() {
        schema = Checked::unreachable;
        basis = Checked::unreachable;
        extensions = Checked::unreachable;
        definitions = Checked::unreachable;
        return this;
    }

    private static <T> T unreachable() {
        throw OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "the database does not answer")
                .remedy("none, it is a test")
                .build();
    }

    Installation installation() {
        return Installation.open(directory);
    }

    static Release older() {
        return ReleaseFile.parse(OLDER, "1.5.0");
    }

    /** The older release with one replacement. */
    static Release older(String from, String to) {
        assertThat(OLDER).contains(from);
        return ReleaseFile.parse(OLDER.replace(from, to), "1.5.0");
    }

    /** The newer release: the older one with another number, no migrations of its own, and one replacement. */
    static Release newer(String from, String to) {
        return newer("1.6.0", from, to);
    }

    static Release newer(String version, String from, String to) {
        String text = OLDER.replace("version: 1.5.0\ndate: 2026-11-16", "version: " + version + "\ndate: 2027-03-08")
                .replaceAll(
                        "(?s)migrations:.*services:\n  - \\{name: api", "migrations: []\nservices:\n  - {name: api");
        assertThat(text).contains(from);
        return ReleaseFile.parse(text.replace(from, to), version);
    }

    /** An entry at the end of a list. */
    static Release added(String list, String entry) {
        return newer("  # " + list, "  - " + entry);
    }

    CheckResult upgradeTo(Release newer) {
        return along(older(), newer);
    }

    /** Hop by hop, from the first. */
    CheckResult along(Release... path) {
        List<Release> releases = List.of(path);
        return along(Catalogue.of(releases), releases);
    }

    /** Over some releases of a catalogue, the first of which is the one that runs. */
    CheckResult along(Catalogue catalogue, List<Release> releases) {
        String running = releases.get(0).version().toString();
        write(
                ".env",
                installation().environment().with("PIPRIO_VERSION", running).text());
        return InstallationCheck.lookAtAll(
                installation(), observed(), path(catalogue, releases), LocalDate.parse("2026-11-29"));
    }

    /** What a hop comes to, such as {@code E4 PIPRIO_LEVEL automatic}. */
    static List<String> rules(CheckResult result, int hop) {
        return result.hops().get(hop).hits().stream()
                .map(hit -> hit.rule() + " " + hit.difference().subject() + " "
                        + hit.resolution().word())
                .toList();
    }

    /** On a day that has its sunsets. */
    List<EndingOperation> ending(LocalDate today, Release newer) {
        List<Release> releases = List.of(older(), newer);
        return InstallationCheck.lookAtAll(installation(), observed(), path(Catalogue.of(releases), releases), today)
                .operations();
    }

    private CheckedPath path(Catalogue catalogue, List<Release> releases) {
        Map<ReleaseVersion, ApiDocument> apis = new HashMap<>();
        catalogue
                .releases()
                .forEach(release -> apis.put(
                        release.version(),
                        ApiDocument.parse(
                                release.version().equals(releases.get(0).version()) ? API : newerApi, "a test")));
        List<Release> hops = releases.size() == 1 ? releases : releases.subList(1, releases.size());
        return new CheckedPath(catalogue, apis, hops);
    }

    private Observed observed() {
        return new Observed(
                new Fact<>(() -> host),
                (address, port) -> !taken.contains(address + ":" + port),
                new Fact<>(() -> calls),
                new Fact<>(schema),
                new Fact<>(basis),
                new Fact<>(extensions),
                new Fact<>(definitions));
    }
}
