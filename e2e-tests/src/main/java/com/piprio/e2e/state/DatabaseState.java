package com.piprio.e2e.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every row of every table, as JSON, and the shape of the schema as rows of two further tables whose names stand in
 * parentheses. Scenario data is small, so rows rather than hashes are kept: a difference can then be shown.
 */
public record DatabaseState(Map<String, List<String>> rows) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = 'public' order by 1";
    private static final String COLUMNS = "select json_build_object('table', table_name, 'column', column_name, 'type',"
            + " data_type, 'nullable', is_nullable, 'default', column_default) from information_schema.columns"
            + " where table_schema = 'public' order by table_name, column_name";
    private static final String INDEXES = "select json_build_object('index', i.indexdef, 'valid', x.indisvalid)"
            + " from pg_indexes i join pg_index x on x.indexrelid = (i.schemaname || '.' || i.indexname)::regclass"
            + " where i.schemaname = 'public' order by i.indexname";

    public DatabaseState {
        rows = new TreeMap<>(rows);
    }

    /** Reads the database of an installation, whatever state its services are in, in one transaction. */
    public static DatabaseState of(Installation installation) {
        String postgres = installation.compose().container("postgres").id();
        List<String> tables = psql(postgres, TABLES).lines().toList();
        StringBuilder script = new StringBuilder("begin isolation level repeatable read read only;\n\\echo #(columns)\n"
                + COLUMNS + ";\n\\echo #(indexes)\n" + INDEXES + ";\n");
        for (String table : tables) {
            script.append("\\echo #").append(table).append('\n');
            script.append("select row_to_json(t) from public.\"").append(table).append("\" t;\n");
        }
        Map<String, List<String>> rows = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line :
                psql(postgres, script.append("commit;\n").toString()).lines().toList()) {
            if (line.startsWith("#")) {
                current = new ArrayList<>();
                rows.put(line.substring(1), current);
            } else if (line.startsWith("{")) {
                current.add(line);
            }
        }
        rows.values().forEach(list -> list.sort(null));
        return new DatabaseState(rows);
    }

    private static String psql(String container, String script) {
        // The script is an argument of a shell inside the container, which hands it over as psql's input.
        return Engine.docker(
                        LIMIT,
                        List.of(
                                "exec",
                                container,
                                "sh",
                                "-c",
                                "printf '%s' \"$1\" | psql -qAtX -v ON_ERROR_STOP=1 -U" + " piprio -d piprio",
                                "psql",
                                script))
                .expectExit(0)
                .stdout();
    }

    /** Runs SQL in the installation's database, for scenarios that spoil something. */
    public static String run(Installation installation, String sql) {
        return psql(installation.compose().container("postgres").id(), sql + ";");
    }

    /** The rows of a table as JSON; none when there is no such table. */
    public List<JsonNode> table(String name) {
        return rows.getOrDefault(name, List.of()).stream()
                .map(DatabaseState::json)
                .toList();
    }

    /** Applied migrations in the order in which they were applied. */
    public List<String> appliedMigrations() {
        return table("flyway_schema_history").stream()
                .filter(row ->
                        row.path("success").asBoolean() && row.path("version").isTextual())
                .sorted(java.util.Comparator.comparingInt(
                        row -> row.path("installed_rank").asInt()))
                .map(row -> row.path("version").asText())
                .toList();
    }

    /** The oldest release that may run on this schema. */
    public String oldestRelease() {
        return table("piprio_schema").stream()
                .map(row -> row.path("oldest_release").asText())
                .collect(Collectors.joining(", "));
    }

    /** The keys of all objects that rows name. */
    public Set<String> objectKeys() {
        Set<String> keys = new TreeSet<>();
        for (String table : List.of("documents", "exports")) {
            for (JsonNode row : table(table)) {
                if (row.path("object_key").isTextual()) {
                    keys.add(row.path("object_key").asText());
                }
            }
        }
        return keys;
    }

    /** This state without documents and jobs whose key starts with the marker, without those jobs' effects and traces. */
    DatabaseState without(String marker) {
        Set<String> jobs = new TreeSet<>();
        for (JsonNode row : table("jobs")) {
            if (row.path("idempotency_key").asText().startsWith(marker)) {
                jobs.add(row.path("id").asText());
            }
        }
        Map<String, List<String>> kept = new LinkedHashMap<>();
        rows.forEach((table, all) -> kept.put(
                table,
                all.stream().filter(row -> !writtenBy(marker, jobs, json(row))).toList()));
        return new DatabaseState(kept);
    }

    private static boolean writtenBy(String marker, Set<String> jobs, JsonNode row) {
        return row.path("idempotency_key").asText().startsWith(marker)
                || jobs.contains(row.path("job_id").asText())
                // The table activity: what a request or a job is known by.
                || row.path("key").asText().startsWith(marker)
                || jobs.contains(row.path("key").asText());
    }

    private static JsonNode json(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a row is no JSON: " + row, e);
        }
    }

    /** How this state differs from an earlier one; empty when it does not. */
    List<String> differencesFrom(DatabaseState before) {
        List<String> differences = new ArrayList<>();
        for (String table : Differences.keys(before.rows, rows)) {
            List<String> then = before.rows.get(table);
            List<String> now = rows.get(table);
            if (now == null) {
                differences.add("table " + table + " is gone");
            } else if (then == null) {
                differences.add("table " + table + " is new, " + now.size() + " rows");
            } else {
                Differences.lists("table " + table, then, now, differences);
            }
        }
        return differences;
    }
}
