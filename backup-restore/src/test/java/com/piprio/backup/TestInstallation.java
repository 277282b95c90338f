package com.piprio.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A database and a bucket of its own on the common containers, with a little of everything. */
final class TestInstallation {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    static final String NEWEST_SCHEMA = "1.4.0.2";

    final InstallationAccess access;
    private final Path folder;

    private TestInstallation(Path folder, InstallationAccess access) {
        this.folder = folder;
        this.access = access;
    }

    static TestInstallation in(Path folder) throws IOException {
        int number = NUMBER.incrementAndGet();
        Path env = folder.resolve(".env");
        Path compose = folder.resolve("docker-compose.onprem.yml");
        Files.writeString(env, "PIPRIO_VERSION=1.4.0\nPIPRIO_API_TOKEN=token\n");
        Files.writeString(compose, "services: {}\n");
        TestInstallation installation = new TestInstallation(
                folder,
                TestPlatform.instance()
                        .installation(
                                "piprio_t" + number,
                                "bucket-" + number,
                                InstallationAccess.configurationOf(folder),
                                folder.resolve("backups")));
        installation.fill();
        return installation;
    }

    InstallationAccess with(ObjectStoreAccess objectStore) {
        return new InstallationAccess(
                access.database(),
                objectStore,
                access.docker(),
                access.deploymentId(),
                access.domain(),
                access.release(),
                access.configuration(),
                access.backups(),
                access.keys());
    }

    InstallationAccess with(BundleKeys keys) {
        return new InstallationAccess(
                access.database(),
                access.objectStore(),
                access.docker(),
                access.deploymentId(),
                access.domain(),
                access.release(),
                access.configuration(),
                access.backups(),
                keys);
    }

    /** The same host as another installation. */
    InstallationAccess as(String deploymentId, String domain) {
        return new InstallationAccess(
                access.database(),
                access.objectStore(),
                access.docker(),
                deploymentId,
                domain,
                access.release(),
                access.configuration(),
                access.backups(),
                access.keys());
    }

    private void fill() throws IOException {
        try (PostgresSession session = PostgresSession.open(access.database(), "postgres")) {
            session.execute("CREATE DATABASE " + PostgresSession.quoted(name()));
        }
        sql(
                "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version text, success boolean)",
                "INSERT INTO flyway_schema_history VALUES (1, '1.3.0.9', true), (2, '1.3.0.10', true),"
                        + " (3, '1.4.0.2', true), (4, NULL, true), (5, '1.4.0.3', false)",
                "CREATE TABLE documents (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
                        + " object_key text UNIQUE, created_at timestamptz NOT NULL DEFAULT now())",
                "CREATE TABLE exports (id int PRIMARY KEY, object_key text)",
                "CREATE TABLE \"Odd \"\"table\" (\"select\" text)",
                "INSERT INTO \"Odd \"\"table\" VALUES ('x; DROP TABLE documents'), (E'\\\\! id')",
                "INSERT INTO exports VALUES (1, NULL), (2, 'exports/2')");
        new ObjectStore(access.objectStore()).createBucketIfMissing();
        for (int i = 1; i <= 20; i++) {
            put("documents/" + i, "content of document " + i);
        }
        put("exports/2", "an export");
        sql("INSERT INTO documents (name, object_key) SELECT 'a document', 'documents/' || i"
                + " FROM generate_series(1, 20) i");
    }

    String name() {
        return access.database().name();
    }

    void sql(String... statements) {
        try (PostgresSession session = PostgresSession.open(access.database(), name())) {
            session.executeTogether(List.of(statements));
        }
    }

    String value(String sql) {
        return value(name(), sql);
    }

    String value(String database, String sql) {
        try (PostgresSession session = PostgresSession.open(access.database(), database)) {
            return session.one(sql, row -> row.getString(1));
        }
    }

    void put(String key, String content) throws IOException {
        Path file = Files.createTempFile(folder, "object", "");
        try {
            Files.writeString(file, content);
            new ObjectStore(access.objectStore()).write(key, Content.of(file), ObjectHeaders.ofType("text/plain"));
        } finally {
            Files.delete(file);
        }
    }

    /** As the services do: the object first, then the row. */
    void addDocument(String key, String content) throws IOException {
        put(key, content);
        sql("INSERT INTO documents (name, object_key) VALUES ('a document', '" + key + "')");
    }

    /** Every table's rows as one hash, and the next value of the identity column. */
    Map<String, String> tables() {
        return tables(name());
    }

    Map<String, String> tables(String database) {
        Map<String, String> hashes = new TreeMap<>();
        try (PostgresSession session = PostgresSession.open(access.database(), database)) {
            for (String table : new DatabaseContents(session).rowCounts().keySet()) {
                hashes.put(
                        table,
                        session.one(
                                "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM "
                                        + PostgresSession.quoted(table) + " t",
                                row -> row.getString(1)));
            }
        }
        return hashes;
    }

    Map<String, String> objects() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        ObjectStore store = new ObjectStore(access.objectStore());
        store.list(object -> contents.put(
                object.key(),
                store.read(
                                object.key(),
                                (in, facts) -> new String(in.readAllBytes()) + " "
                                        + facts.headers().contentType())
                        .orElseThrow()));
        return contents;
    }

    /** Databases of this installation besides the live one. */
    List<String> otherDatabases() {
        try (PostgresSession session = PostgresSession.open(access.database(), "postgres")) {
            return session.all(
                    "SELECT datname FROM pg_database WHERE datname LIKE ? ORDER BY 1",
                    row -> row.getString(1),
                    name() + "\\_%");
        }
    }

    String environment() throws IOException {
        return Files.readString(folder.resolve(".env"));
    }

    /** Changes rows, objects and {@code .env}; one object differs afterwards, one is new. */
    void changeEverything() throws IOException {
        sql(
                "DELETE FROM documents WHERE id <= 5",
                "UPDATE documents SET name = 'changed' WHERE id = 6",
                "UPDATE documents SET object_key = NULL WHERE id = 8",
                "DROP TABLE \"Odd \"\"table\"",
                "CREATE TABLE newer (id int)",
                "INSERT INTO newer VALUES (1), (2), (3)");
        put("documents/7", "overwritten");
        addDocument("documents/new", "written after the backup");
        Files.writeString(folder.resolve(".env"), "PIPRIO_VERSION=1.4.0\nPIPRIO_API_TOKEN=\"another token\"\n");
    }

    /** What an operator would call the installation's data. */
    Map<String, Object> contents() throws IOException {
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put("tables", tables());
        contents.put("objects", objects());
        contents.put("environment", environment());
        return contents;
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> texts(Object objects) {
        return (Map<String, String>) objects;
    }

    /** As somebody would who works on the object store by hand. */
    void removeObject(String key) throws IOException {
        ObjectRequests requests =
                new ObjectRequests(access.objectStore(), Duration.ofSeconds(5), Duration.ofSeconds(60));
        StatusException.requireSuccess(requests.open("DELETE", requests.path(key), "", Map.of()));
    }

    Map<String, Object> state() throws IOException {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("tables", tables());
        state.put("objects", objects());
        state.put("other databases", otherDatabases());
        return state;
    }
}
