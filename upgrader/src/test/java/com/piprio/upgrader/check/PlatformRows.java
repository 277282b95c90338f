package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.added;
import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Resolution.ACTION;
import static com.piprio.upgrader.check.Resolution.AUTOMATIC;
import static com.piprio.upgrader.check.Resolution.BLOCK;
import static com.piprio.upgrader.check.Resolution.UNUSED;
import static com.piprio.upgrader.check.ResolutionRows.OVERRIDE;
import static com.piprio.upgrader.check.ResolutionRows.override;

import com.piprio.compose.EngineVersions;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.upgrader.check.ResolutionRows.Row;
import com.piprio.upgrader.platform.Host;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rules about what a release runs and promises: services (S), ports (P), volumes (V), migrations (M), the API (A),
 * schema definitions (C), and the path to it (U).
 */
final class PlatformRows {
    private static final String CACHE =
            "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n";
    private static final String PROXY =
            "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n";

    private static final ResolutionRows ROWS = new ResolutionRows();

    static {
        String service = "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"%s}";
        ROWS.row("S1", added("services", service.formatted("")), UNUSED, "asks for nothing");
        ROWS.row("S2", added("services", service.formatted(", privileges: [NET_ADMIN]")), UNUSED, "see the warning");
        ROWS.row("S3", newer(PROXY, ""), UNUSED, "nothing here refers to it");
        ROWS.row("S3", newer(PROXY, ""), override("services:\n  proxy:\n    labels: [mine]\n"), BLOCK, OVERRIDE + ":2");
        ROWS.row("S3a", newer(CACHE, ""), UNUSED, "nothing here refers to it");
        ROWS.row(
                "S3a", newer(CACHE, ""), override("services:\n  mine:\n    depends_on:\n      - cache\n"), BLOCK, ":4");
        Release aliased = newer("name: cache", "name: store, renamedFrom: cache, aliases: [cache]");
        ROWS.row("S4", aliased, UNUSED, "nothing here refers to cache");
        ROWS.row("S4", aliased, override("a: redis://cache:6379\n"), ACTION, OVERRIDE + ":1: store instead of cache");
        Release unaliased = newer("name: cache", "name: store, renamedFrom: cache");
        ROWS.row("S4a", unaliased, UNUSED, "nothing here refers to cache");
        ROWS.row("S4a", unaliased, override("network_mode: service:cache\n"), ACTION, "store instead of cache");
        ROWS.row("S5", newer("tag: \"17.2\"", "tag: \"17.3\""), BLOCK, "infrastructure");
        ROWS.row("S5a", newer("tag: \"17.2\"", "tag: \"18.0\""), BLOCK, "infrastructure");
        Release large = newer("memoryMegabytes: 4096", "memoryMegabytes: 8192");
        ROWS.row("S6", large, BLOCK, "8192 MB of memory, here 4096");
        ROWS.row("S6", large, on("20.10.24", "2.26.1", 7900, 2, "amd64"), UNUSED, "this host has it");
        // The kernel shows a little less than what is built in.
        ROWS.row("S6", large, on("20.10.24", "2.26.1", 7373, 2, "amd64"), UNUSED, "this host has it");
        ROWS.row("S6", large, on("20.10.24", "2.26.1", 7372, 2, "amd64"), BLOCK, "8192 MB of memory, here 7372");
        ROWS.row(
                "S6",
                newer("cpus: 2", "cpus: 4"),
                on("20.10.24", "2.26.1", 4096, 4, "amd64"),
                UNUSED,
                "this host has it");
        ROWS.row("S6", newer("engine: \"20.10\"", "engine: \"24.0\""), BLOCK, "Docker Engine 24.0, here 20.10.24");
        ROWS.row("S6", newer("compose: \"2.24\"", "compose: \"2.30\""), BLOCK, "Docker Compose 2.30, here 2.26.1");
        ROWS.row("S6", newer("cpus: 2", "cpus: 4"), BLOCK, "4 cores, here 2");
        ROWS.row(
                "S6",
                newer("architectures: [amd64]", "architectures: [arm64]"),
                BLOCK,
                "architecture arm64, here amd64");
        ROWS.row("S6", newer("postgres: [\"17\"]", "postgres: [\"18\"]"), BLOCK, "PostgreSQL 18, here 17");
        ROWS.row("S7", newer("user: \"905\"", "user: root"), UNUSED, "see the warning");

        Release published =
                added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}");
        ROWS.row("P1", published, UNUSED, "0.0.0.0:9 is free");
        ROWS.row("P1", published, as -> as.listening("0.0.0.0:9"), BLOCK, "0.0.0.0:9 is taken");
        ROWS.row(
                "P1a",
                added("ports", "{service: api, container: 9, protocol: tcp, address: \"127.0.0.1\", host: 9}"),
                UNUSED,
                "nobody outside");
        Release otherPort = newer("host: 8080, variables", "host: 80, variables");
        ROWS.row("P2", otherPort, ACTION, "PIPRIO_PORT=8080   (as before)");
        ROWS.row("P2", otherPort, as -> as.set("PIPRIO_PORT=8080"), UNUSED, "0.0.0.0:8080 stays");
        ROWS.row("P2", otherPort, as -> as.set("PIPRIO_PORT=65535"), UNUSED, "0.0.0.0:65535 stays");
        // No port, so that it does not say where the release listens.
        ROWS.row("P2", otherPort, as -> as.set("PIPRIO_PORT=65536"), UNUSED, "0.0.0.0:80 is free");
        ROWS.row("P2", otherPort, as -> as.set("PIPRIO_PORT=123456"), UNUSED, "0.0.0.0:80 is free");
        Release fixedPort = newer("host: 8080, variables: [PIPRIO_PORT]", "host: 80");
        ROWS.row("P2", fixedPort, UNUSED, "0.0.0.0:80 is free");
        ROWS.row("P2", fixedPort, as -> as.listening("0.0.0.0:80"), BLOCK, "0.0.0.0:80 is taken");
        ROWS.row("P3", newer("port: 6379", "port: 6380"), UNUSED, "nothing here names it");
        ROWS.row("P3", newer("port: 6379", "port: 6380"), override("a: \"cache:6379\"\n"), ACTION, ":1: cache:6380");
        ROWS.row("P4", newer("lowestTls: none", "lowestTls: \"1.2\""), UNUSED, "see the warning");

        ROWS.row(
                "V1",
                added(
                        "volumes",
                        "{name: more, service: api, mount: /more, driver: local, durable: true, format: any, readableSince: 1.6.0}"),
                UNUSED,
                "nothing that is kept moves");
        ROWS.row("V2", newer("name: data,", "name: database,"), BLOCK, "stay behind");
        ROWS.row("V2a", newer("name: data,", "name: database, movedFrom: data,"), BLOCK, "copies no volume");
        ROWS.row("V2b", newer("name: scratch,", "name: temporary,"), UNUSED, "nothing of value");
        ROWS.row(
                "V3",
                newer("format: postgresql-17, readableSince: 1.5.0", "format: postgresql-18, readableSince: 1.6.0"),
                AUTOMATIC,
                "restore");
        ROWS.row(
                "V4",
                newer("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [2]}"),
                BLOCK,
                "restored");

        ROWS.row("M1", migration("class: online"), AUTOMATIC, "the release that runs goes on working");
        ROWS.row("M1", migration("class: online"), as -> as.applied("1.6.0.1"), UNUSED, "applied already");
        Release scanning = migration("class: online, scans: [documents]");
        ROWS.row("M2", scanning, AUTOMATIC, "it works through documents (12.0 MiB here)");
        ROWS.row("M2", scanning, Checked::withoutDatabase, AUTOMATIC, "not known: the database does not answer");
        Release offline = migration("class: offline, scans: [documents]");
        ROWS.row("M3", offline, AUTOMATIC, "for about 6.6 s (hold: clients wait); the way back needs a restore");
        ROWS.row("M3", offline, Checked::withoutDatabase, AUTOMATIC, "for how long is not known");
        ROWS.row("M3", offline, as -> as.applied("1.6.0.1"), UNUSED, "applied already");
        ROWS.row("M4", migration("class: online, unusedSince: 1.6.0"), BLOCK, "between them first");
        Release needy = migration("class: online, extensions: [pgcrypto]");
        ROWS.row("M6", needy, ACTION, "-c 'CREATE EXTENSION \"pgcrypto\"'");
        ROWS.row("M6", needy, as -> as.extension("pgcrypto"), UNUSED, "has what it needs");
        ROWS.row("M6", needy, Checked::withoutDatabase, UNUSED, "see the warning");
        ROWS.row("M6", migration("class: online, superuser: true"), UNUSED, "see the warning");
        ROWS.row("M7", migration("class: online, transactional: false, reentrant: false"), BLOCK, "could only go back");

        Release same = newer("notes: none", "notes: some");
        UnaryOperator<Checked> gone = as -> as.api("\"/old\"", "\"/older\"");
        ROWS.row("A1", same, gone, UNUSED, "no call since 2026-11-29T12:00:00Z");
        ROWS.row("A1", same, as -> gone.apply(as).called("GET /old", 1), ACTION, "1 call since 2026-11-29T12:00:00Z");
        ROWS.row("A1", same, as -> gone.apply(as).called("GET /old", 412), ACTION, "the last at 2026-11-29T12:31:07Z");
        ROWS.row("A1", same, as -> gone.apply(as).called("GET /old", 412), ACTION, "do without GET /old");
        ROWS.row(
                "A1",
                newer("{operation: GET /old, ", "{operation: GET /old, replacedBy: GET /docs, "),
                as -> gone.apply(as).called("GET /old", 412),
                ACTION,
                "change the clients: GET /docs instead of GET /old");
        ROWS.row("A1", same, as -> gone.apply(as).withoutApi(), ACTION, "its calls are not known: no api runs");
        ROWS.row("A1", same, as -> gone.apply(as).called("GET /other", 1), UNUSED, "see the warning");
        ROWS.row("A1", same, as -> as.api("\"headers\": {\"X-Total\": {}}, ", ""), UNUSED, "see the warning");
        api("A2", "\"title\": {\"type\": \"string\"}, ", "", "see the warning");
        api("A3", "\"size\": {\"type\": \"integer\"", "\"size\": {\"type\": \"string\"", "see the warning");
        api("A4", "\"required\": [\"name\"]", "\"required\": [\"name\", \"weight\"]", "see the warning");
        api("A5", "\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]", "see the warning");
        api("A5a", "\"enum\": [\"calm\"]", "\"enum\": [\"calm\", \"wild\"]", "values may come");
        api("A6", "\"title\": {", "\"more\": {}, \"title\": {", "notice nothing");
        api("A7", "\"default\": 20", "\"default\": 50", "see the warning");
        String token = "\"security\": [{\"token\": []}]";
        api("A8", token, "\"security\": [{\"token\": [\"write\"]}]", "see the warning");
        api("A8a", token, "\"security\": [{\"token\": []}, {\"cookie\": []}]", "the old way");
        api("A9", "\"404\": {\"description\"", "\"409\": {\"description\"", "see the warning");
        String deprecated = "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: %s}, ";
        ROWS.row("A10", newer("deprecated: [", deprecated.formatted("2027-09-04")), UNUSED, "it works until then");
        ROWS.row("A10a", newer("deprecated: [", deprecated.formatted("2027-09-03")), UNUSED, "see the warning");
        String shown = "\"operationId\": \"showDoc\"";
        api("A11", shown, shown + ", \"x-piprio-tier\": \"preview\"", "see the warning");
        api("A11a", "\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\"", "promised from now on");
        api("A12", "\"x\": {\"type\": \"string\"}", "\"x\": {\"type\": \"integer\"}", "promises nothing");
        api("A12a", "\"/try\"", "\"/tried\"", "see the warning");
        api("A13", shown, "\"operationId\": \"getDoc\"", "requests stay");
        api("A13a", "\"/docs/{id}\"", "\"/docs/{doc}\"", "no request shows its name");
        api("A14", "\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"integer\"}", "see the warning");

        Release withoutNumbers = newer("types: [text, number]", "types: [text]");
        ROWS.row("C9", withoutNumbers, UNUSED, "no definition here uses it (0 looked at)");
        ROWS.row("C9", withoutNumbers, as -> as.defining("text", "number"), UNUSED, "uses it (1 looked at)");
        ROWS.row("C9", withoutNumbers, as -> as.defining("number", "name"), ACTION, "schema invoice, version 3");
        ROWS.row("C9", withoutNumbers, as -> as.defining("number", "name"), ACTION, "without type number");
        ROWS.row("C9", withoutNumbers, Checked::withoutDatabase, UNUSED, "is not known");
        ROWS.row(
                "C9",
                newer("keywords: [name]", "keywords: [hint]"),
                as -> as.defining("number", "name"),
                ACTION,
                "without keyword name");
        ROWS.row("C9", newer("liveChanges: [C7]", "liveChanges: []"), UNUSED, "see the warning");
        ROWS.row("C9a", newer("liveChanges: [C7]", "liveChanges: [C7, C8]"), UNUSED, "stay as they are");

        ROWS.row("U1", newer("lowestSource: 1.5.0", "lowestSource: 1.6.0"), BLOCK, "between them first");
        ROWS.row("U2", ofContractOne(), BLOCK, "cannot be checked");
        ROWS.row("U3", newer("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.5]"), BLOCK, "the stop first");
    }

    private PlatformRows() {}

    static Stream<Row> all() {
        return ROWS.stream();
    }

    /** A change of the API that nobody is kept from an upgrade by. */
    private static void api(String rule, String from, String to, String says) {
        ROWS.row(rule, newer("notes: none", "notes: some"), as -> as.api(from, to), UNUSED, says);
    }

    /** A newer release with a migration that has these further keys. */
    private static Release migration(String keys) {
        return newer(
                "schema: {version: 1.5.0.1, oldestRelease: 1.5.0}\nmigrations: []",
                "schema: {version: 1.6.0.1, oldestRelease: " + (keys.contains("offline") ? "1.6.0" : "1.5.0")
                        + "}\nmigrations:\n  - {version: 1.6.0.1, file: V1.6.0.1__next.sql, summary: next, " + keys
                        + "}");
    }

    private static UnaryOperator<Checked> on(
            String engine, String compose, long memory, int cpus, String architecture) {
        return as -> as.on(new Host(new EngineVersions(engine, compose), memory, cpus, architecture));
    }

    private static Release ofContractOne() {
        return ReleaseCopy.of(newer("notes: none", "notes: some"), copy -> copy.contract = null);
    }
}
