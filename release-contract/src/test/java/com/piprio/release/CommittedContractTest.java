package com.piprio.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a release promises is what the Compose file, the images, the migrations and the API do. */
class CommittedContractTest {
    private static final Path ROOT = Path.of("..");
    private static final Path RELEASES = ROOT.resolve("releases");

    static List<Release> releases() {
        return Catalogue.read(RELEASES).releases();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theComposeFileDoesWhatTheReleaseSays(Release release) throws IOException {
        assertThat(ComposeFacts.of(compose(release)).contradictions(release)).isEmpty();
    }

    /** A release may bring a Compose file of its own. */
    private static String compose(Release release) throws IOException {
        Path own = folder(release).resolve("docker-compose.onprem.yml");
        return Files.readString(Files.exists(own) ? own : ROOT.resolve("docker-compose.onprem.yml"));
    }

    private static Path folder(Release release) {
        return RELEASES.resolve(release.version().toString());
    }

    /** Each line is one edit of the Compose file, and how the contradiction that it makes begins. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mem_limit: 1g                | mem_limit: 2g                   | service postgres: memoryMegabytes
            PIPRIO_LOG_LEVEL:-INFO       | PIPRIO_LOG_LEVEL:-WARN          | variable PIPRIO_LOG_LEVEL: default
            PIPRIO_API_TOKEN:?           | PIPRIO_API_TOKEN:-none          | variable PIPRIO_API_TOKEN: required
            piprio/proxy:3.0             | piprio/proxy:3.2                | service proxy: image
            '  scheduler:'               | '  planner:'                    | services:
            HTTP_PORT:-8080}}:8080       | HTTP_PORT:-8080}}:8443          | ports:
            ${PIPRIO_PORT:-${PIPRIO_HTTP_PORT:-8080}} | ${PIPRIO_PORT:-8080} | variable PIPRIO_HTTP_PORT: services
            PIPRIO_HTTP_PORT:-8080       | PIPRIO_HTTP_PORT:-8081          | variable PIPRIO_PORT: default
            postgres-data:/var/lib       | postgres-data:/srv              | volumes:
            '  web-assets:'              | '  assets:'                     | volumes
            cap_drop: [ALL]              | cap_add: [NET_ADMIN]            | service postgres: privileges
            read_only: true              | privileged: true                | service postgres: privileges
            ${PIPRIO_WORKER_REPLICAS:-2} | 2                               | variable PIPRIO_WORKER_REPLICAS: services
            PIPRIO_DB_USER: piprio       | PIPRIO_DB_USER: ${PIPRIO_DB_USER:?} | variables: PIPRIO_DB_USER
            """)
    void aComposeFileThatDoesSomethingElseIsFound(String from, String to, String contradiction) throws IOException {
        Release newest = Catalogue.read(RELEASES).newest();
        String compose = compose(newest);

        assertThat(compose).contains(from);
        assertThat(ComposeFacts.of(compose.replace(from, to)).contradictions(newest))
                .anySatisfy(found -> assertThat(found).startsWith(contradiction));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void eachMigrationIsTheFileThatWasPublished(Release release) throws IOException {
        for (Migration migration : release.migrations()) {
            Path file = folder(release).resolve("migrations").resolve(migration.file());
            assertThat(contract(release).details(migration).sha256())
                    .as(file + ": an applied migration is never edited; write a new one")
                    .isEqualTo(sha256(Files.readString(file)));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What the platform runs inside a transaction, as the API does with every migration. */
    @ParameterizedTest
    @MethodSource("releases")
    void onlyAMigrationThatSaysSoLeavesItsTransaction(Release release) throws IOException {
        for (Migration migration : release.migrations()) {
            String sql = Files.readString(folder(release).resolve("migrations").resolve(migration.file()));
            assertThat(contract(release).details(migration).transactional())
                    .as(migration.file())
                    .isEqualTo(!sql.toUpperCase(java.util.Locale.ROOT).matches("(?s).*\\b(CONCURRENTLY|VACUUM)\\b.*"));
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyServiceRunsAsTheUserThatTheReleaseNames(Release release) throws IOException {
        for (ServiceImage service : release.services()) {
            assertThat(contract(release).container(service.name()).user())
                    .as(service.name())
                    .isEqualTo(user("jre"));
        }
        for (InfrastructureImage service : release.infrastructure()) {
            assertThat(contract(release).container(service.name()).user())
                    .as(service.name())
                    .isEqualTo(user(service.name()));
        }
    }

    /** The last USER of an image's Dockerfile. */
    private static String user(String image) throws IOException {
        List<String> users = new ArrayList<>();
        for (String line :
                Files.readAllLines(ROOT.resolve("images").resolve(image).resolve("Dockerfile"))) {
            if (line.startsWith("USER ")) {
                users.add(line.substring("USER ".length()).strip());
            }
        }
        return users.get(users.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theDocumentOfTheApiIsThere(Release release) {
        assertThat(contract(release).api().document()).isEqualTo("openapi.json");
        assertThat(folder(release).resolve(contract(release).api().document())).exists();
    }

    @Test
    void thePageForOperatorsNamesTheRequirementsOfTheNewestRelease() throws IOException {
        Requirements requires = contract(Catalogue.read(RELEASES).newest()).requires();

        assertThat(Files.readString(ROOT.resolve("docs/operations/install.md")))
                .contains("Docker Engine " + requires.engine() + " or newer")
                .contains("Docker Compose " + requires.compose() + " or newer")
                .contains(requires.memoryMegabytes() / 1024 + " GiB of memory");
    }

    private static OperatorContract contract(Release release) {
        OperatorContract contract = release.contract();
        assertThat(contract).as(release.version() + " is of contract 2").isNotNull();
        return contract;
    }
}
