package com.piprio.bench.backup;

import com.piprio.bench.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the platform's schema of release 1.5.0: about half of the size labels with their values as JSON, a quarter jobs
 * and extractions, the rest what happened ({@code activity}) and documents. Half of the documents' rows name objects.
 */
final class DatabaseContent {

    /** Bytes on the disk for each row with its indexes, measured; the result says what the size became. */
    private static final int LABEL_BYTES = 800;

    /** Where the schema stops, whatever newer releases there are: figures of different days are of the same rows. */
    private static final String LAST_MIGRATION = "V1.5.0.4__index_documents_by_creation.sql";

    private static final int JOB_BYTES = 560;
    private static final int EXTRACTION_BYTES = 330;
    private static final int ACTIVITY_BYTES = 165;

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final int DEFINITIONS = 40;
    private static final int PORTION = 1 << 20;

    private final BackupStage stage;
    private final TextSource text;
    private final Progress progress;

    DatabaseContent(BackupStage stage, long seed, Progress progress) {
        this.stage = stage;
        this.text = new TextSource(seed);
        this.progress = progress;
    }

    /** Makes the schema and fills it to about this size; each of the keys is named by one document. */
    void fill(long bytes, List<String> objectKeys) {
        try (Connection connection = connect()) {
            migrate(connection);
            long labels = bytes / 2 / LABEL_BYTES;
            long jobs = bytes / 4 / (JOB_BYTES + EXTRACTION_BYTES / 2);
            long activities = bytes / 5 / ACTIVITY_BYTES;
            progress.say(labels + " labels, " + jobs + " jobs, " + activities + " activities");
            List<UUID> documents = documents(connection, objectKeys);
            List<UUID> definitions = definitions(connection);
            copy(connection, "labels", labels, i -> label(i, labels, documents, definitions));
            List<UUID> extracted = new ArrayList<>();
            copy(
                    connection,
                    "jobs (id, type, status, document_id, url, duration_millis, idempotency_key, attempts, error,"
                            + " created_at, started_at, finished_at, priority)",
                    jobs,
                    i -> job(i, jobs, documents, extracted));
            copy(
                    connection,
                    "extractions (id, job_id, document_id, word_count, sha256, created_at, language)",
                    extracted.size(),
                    i -> extraction(i, documents, extracted));
            copy(connection, "activity (at, kind, key, release)", activities, i -> activity(i, activities));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the database cannot be filled", e);
        }
        stage.sql(BackupStage.DATABASE, "VACUUM (ANALYZE)");
        stage.sql(BackupStage.DATABASE, "CHECKPOINT");
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", BackupStage.USER);
        properties.setProperty("password", stage.password());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + stage.databaseAddress() + "/" + BackupStage.DATABASE, properties);
    }

    /** The migrations of the catalogue, recorded as Flyway does. */
    private void migrate(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),"
                    + " description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,"
                    + " checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),"
                    + " execution_time int NOT NULL, success boolean NOT NULL)");
            int rank = 0;
            for (Path migration : migrations(stage.root().resolve("releases"))) {
                statement.execute(Files.readString(migration));
                String script = migration.getFileName().toString();
                String version = script.substring(1, script.indexOf("__"));
                statement.execute("INSERT INTO flyway_schema_history VALUES (" + ++rank + ", '" + version + "', '"
                        + script + "', 'SQL', '" + script + "', 0, 'piprio', now(), 1, true)");
                if (script.equals(LAST_MIGRATION)) {
                    return;
                }
            }
            throw new IllegalStateException("there is no migration " + LAST_MIGRATION);
        }
    }

    /** In the order in which they are applied. */
    static List<Path> migrations(Path releases) throws IOException {
        try (Stream<Path> files = Files.walk(releases)) {
            return files.filter(file -> file.getFileName().toString().matches("V[0-9.]+__.*\\.sql"))
                    .sorted(Comparator.comparing(DatabaseContent::order))
                    .toList();
        }
    }

    private static String order(Path migration) {
        String name = migration.getFileName().toString();
        StringBuilder order = new StringBuilder();
        for (String number : name.substring(1, name.indexOf("__")).split("\\.")) {
            order.append(String.format("%05d.", Integer.parseInt(number)));
        }
        return order.toString();
    }

    private List<UUID> documents(Connection connection, List<String> objectKeys) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        copy(
                connection,
                "documents (id, title, object_key, size_bytes, sha256, idempotency_key, created_at, media_type)",
                2L * objectKeys.size(),
                i -> {
                    UUID id = text.uuid();
                    ids.add(id);
                    StringBuilder row = new StringBuilder().append(id).append('\t');
                    text.words(row, 3 + text.random().nextInt(6));
                    // Documents whose content was not uploaded yet name none.
                    row.append('\t').append(i % 2 == 0 ? objectKeys.get((int) (i / 2)) : "\\N");
                    row.append('\t')
                            .append(text.random().nextInt(10_000_000))
                            .append('\t')
                            .append(text.hex(64));
                    row.append('\t').append(text.hex(32)).append('\t').append(moment(i, 2L * objectKeys.size()));
                    return row.append("\tapplication/pdf");
                });
        return ids;
    }

    private List<UUID> definitions(Connection connection) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        copy(connection, "schema_definitions (id, name)", DEFINITIONS, i -> {
            ids.add(text.uuid());
            return new StringBuilder()
                    .append(ids.get((int) i))
                    .append("\tdefinition ")
                    .append(i)
                    .append(' ')
                    .append(text.word());
        });
        copy(connection, "schema_versions (definition_id, version, fields)", DEFINITIONS, i -> new StringBuilder()
                .append(ids.get((int) i))
                .append("\t1\t[{\"name\":\"supplier\",\"type\":\"text\",\"required\":true},"
                        + "{\"name\":\"amount\",\"type\":\"number\"}]"));
        return ids;
    }

    private StringBuilder label(long i, long all, List<UUID> documents, List<UUID> definitions) {
        StringBuilder row = new StringBuilder().append(text.uuid()).append('\t').append(any(documents));
        row.append('\t').append(any(definitions)).append("\t1\t{\"supplier\":\"");
        text.words(row, 2);
        row.append("\",\"amount\":").append(text.random().nextInt(100_000_000) / 100.0);
        row.append(",\"invoice\":\"")
                .append(text.hex(10))
                .append("\",\"confidence\":")
                .append(text.random().nextDouble());
        row.append(",\"lines\":[");
        for (int line = text.random().nextInt(5); line >= 0; line--) {
            row.append("{\"text\":\"");
            text.words(row, 6);
            row.append("\",\"box\":[").append(text.random().nextInt(2480)).append(',');
            row.append(text.random().nextInt(3508)).append("],\"price\":");
            row.append(text.random().nextInt(1_000_000) / 100.0).append(line > 0 ? "}," : "}");
        }
        row.append("],\"summary\":\"");
        text.words(row, 30);
        return row.append("\"}\t").append(moment(i, all));
    }

    private StringBuilder job(long i, long all, List<UUID> documents, List<UUID> extracted) {
        UUID id = text.uuid();
        boolean crawl = text.random().nextInt(3) == 0;
        boolean failed = text.random().nextInt(20) == 0;
        if (!crawl && !failed) {
            extracted.add(id);
        }
        StringBuilder row = new StringBuilder().append(id).append('\t').append(crawl ? "crawl" : "extract");
        row.append('\t')
                .append(failed ? "failed" : "done")
                .append('\t')
                .append(crawl ? "\\N" : any(documents).toString());
        row.append('\t');
        if (crawl) {
            row.append("https://")
                    .append(text.word())
                    .append(".example.org/")
                    .append(text.word())
                    .append('/')
                    .append(text.hex(12));
        } else {
            row.append("\\N");
        }
        row.append('\t').append(text.random().nextInt(30_000)).append('\t').append(text.hex(32));
        row.append('\t').append(1 + text.random().nextInt(3)).append('\t');
        if (failed) {
            text.words(row, 12);
        } else {
            row.append("\\N");
        }
        String at = moment(i, all);
        return row.append('\t')
                .append(at)
                .append('\t')
                .append(at)
                .append('\t')
                .append(at)
                .append('\t')
                .append(text.random().nextInt(10));
    }

    private StringBuilder extraction(long i, List<UUID> documents, List<UUID> extracted) {
        return new StringBuilder()
                .append(text.uuid())
                .append('\t')
                .append(extracted.get((int) i))
                .append('\t')
                .append(any(documents))
                .append('\t')
                .append(text.random().nextInt(20_000))
                .append('\t')
                .append(text.hex(64))
                .append('\t')
                .append(moment(i, extracted.size()))
                .append("\ten");
    }

    private StringBuilder activity(long i, long all) {
        String kind = i % 3 == 0 ? "request" : i % 3 == 1 ? "job-created" : "job-done";
        return new StringBuilder(moment(i, all))
                .append('\t')
                .append(kind)
                .append('\t')
                .append(text.uuid())
                .append("\t1.5.0");
    }

    private UUID any(List<UUID> ids) {
        return ids.get(text.random().nextInt(ids.size()));
    }

    /** Ascending over a year and a half, to the microsecond. */
    private String moment(long i, long all) {
        double step = 47_000_000.0 / Math.max(1, all);
        double seconds = step * (i + text.random().nextDouble());
        return FIRST.plusNanos(((long) (seconds * 1_000_000)) * 1000).toString();
    }

    private static void copy(Connection connection, String table, long rows, LongFunction<StringBuilder> row)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        StringBuilder portion = new StringBuilder(PORTION + 10_000);
        for (long i = 0; i < rows; i++) {
            portion.append(row.apply(i)).append('\n');
            if (portion.length() > PORTION || i == rows - 1) {
                byte[] bytes = portion.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                portion.setLength(0);
            }
        }
        copy.endCopy();
    }
}
