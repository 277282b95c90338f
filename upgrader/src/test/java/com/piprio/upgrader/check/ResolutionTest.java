package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.added;
import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Resolution.ACTION;
import static com.piprio.upgrader.check.Resolution.AUTOMATIC;
import static com.piprio.upgrader.check.Resolution.BLOCK;
import static com.piprio.upgrader.check.Resolution.UNUSED;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EngineVersions;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Rule;
import com.piprio.upgrader.platform.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that an operator can meet, with what it comes to: where it is unused, and where it is not. */
class ResolutionTest {
    /**
     * One rule at one installation.
     *
     * @param says what is in its words or lines
     */
    private record Row(
            String rule, Release newer, UnaryOperator<Checked> installation, Resolution expected, String says) {
        @Override
        public String toString() {
            return rule + " " + expected.word() + " " + says;
        }
    }

    private static final String OVERRIDE = "docker-compose.override.yml";
    private static final String VARIABLE =
            "{name: PIPRIO_NEW, required: %s, secret: false, type: %s, services: [],%s summary: new}";
    private static final String LEVEL =
            "PIPRIO_LEVEL, required: false, secret: false, default: INFO, type: choice, values: [INFO, WARN]";
    private static final String CACHE =
            "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n";
    private static final String PROXY =
            "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n";

    private static final List<Row> ROWS = new ArrayList<>();

    private static void row(String rule, Release newer, Resolution expected, String says) {
        row(rule, newer, as -> as, expected, says);
    }

    private static void row(
            String rule, Release newer, UnaryOperator<Checked> installation, Resolution expected, String says) {
        ROWS.add(new Row(rule, newer, installation, expected, says));
    }

    private static UnaryOperator<Checked> override(String text) {
        return as -> as.write(OVERRIDE, text);
    }

    private static Release renamed(String deprecation) {
        return newer(LEVEL, LEVEL + ", deprecated: {since: 1.6.0" + deprecation + "}");
    }

    static {
        Release required = added("environment", VARIABLE.formatted("true", "text", ""));
        Release port = added("environment", VARIABLE.formatted("true", "integer", " minimum: 10,"));
        Release generated = added("environment", VARIABLE.formatted("true", "text", " generated: true,"));
        row("E1", added("environment", VARIABLE.formatted("false", "text", "")), UNUSED, "optional");
        row("E2", required, ACTION, "PIPRIO_NEW=…");
        row("E2", port, ACTION, "integer from 10, for example PIPRIO_NEW=10");
        row("E2", required, as -> as.set("PIPRIO_NEW="), ACTION, "PIPRIO_NEW=…");
        row("E2", required, as -> as.set("PIPRIO_NEW=a"), UNUSED, "it is set");
        row("E2", required, ACTION, "for example PIPRIO_NEW=a-text");
        row(
                "E2",
                added("environment", VARIABLE.formatted("true", "text", "").replace("secret: false", "secret: true")),
                ACTION,
                "for example PIPRIO_NEW=a-secret");
        row("E2", added("environment", VARIABLE.formatted("true", "integer", "")), ACTION, "for example PIPRIO_NEW=1");
        row(
                "E2",
                added("environment", VARIABLE.formatted("true", "boolean", "")),
                ACTION,
                "for example PIPRIO_NEW=true");
        row(
                "E2",
                added("environment", VARIABLE.formatted("true", "choice", " values: [fast, slow],")),
                ACTION,
                "choice of fast, slow, for example PIPRIO_NEW=fast");
        row("E2", added("environment", VARIABLE.formatted("true", "choice", "")), ACTION, "for example PIPRIO_NEW=");
        row("E2a", generated, AUTOMATIC, "generated");
        row("E2a", generated, as -> as.set("PIPRIO_NEW=a"), UNUSED, "it is set");
        row(
                "E2a",
                added("environment", VARIABLE.formatted("true", "integer", " generated: true,")),
                ACTION,
                "PIPRIO_NEW=…");

        Release removed = newer("PIPRIO_LEVEL", "PIPRIO_LOG");
        row("E3", removed, UNUSED, "not set here");
        row("E3", removed, as -> as.set("PIPRIO_LEVEL=WARN"), ACTION, "remove the line PIPRIO_LEVEL=…");
        row("E3", removed, override("services:\n  a: {image: \"${PIPRIO_LEVEL:-x}\"}\n"), ACTION, OVERRIDE + ":2");
        row("E3", removed, as -> as.set("PIPRIO_LEVEL="), ACTION, "nothing reads it any more");
        row("E3", removed, override("a: ${PIPRIO_LEVEL}\n"), ACTION, ":1: do without PIPRIO_LEVEL");
        row("E3", removed, override("# ${PIPRIO_LEVEL}\n"), UNUSED, "not set here");
        row("E3", removed, override("a: $${PIPRIO_LEVEL}\nb: $PIPRIO_LEVELS\n"), UNUSED, "not set here");
        row("E3", newer("PIPRIO_DOMAIN", "PIPRIO_HOST"), BLOCK, "lib/upgrader.jar of the newer kit");

        Release other = renamed(", replacedBy: PIPRIO_PORT");
        row("E4", other, UNUSED, "not set here");
        row("E4", other, as -> as.set("PIPRIO_LEVEL=WARN"), AUTOMATIC, "PIPRIO_LEVEL becomes PIPRIO_PORT");
        row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").set("PIPRIO_PORT=WARN"),
                UNUSED,
                "PIPRIO_PORT says the same");
        row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").set("PIPRIO_PORT=80"),
                ACTION,
                "remove the line PIPRIO_LEVEL=…");
        row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").write(OVERRIDE, "a: ${PIPRIO_LEVEL}\n"),
                UNUSED,
                "the old name still works");
        row("E4", other, override("a: ${PIPRIO_LEVEL}\n"), UNUSED, "the old name still works");
        row(
                "E4",
                renamed(", replacedBy: PIPRIO_ABSENT"),
                as -> as.set("PIPRIO_LEVEL=WARN"),
                UNUSED,
                "the old name still works");
        // The upgrader that runs reads this one under its old name.
        row(
                "E4",
                newer(
                        "services: [], summary: the domain",
                        "services: [], deprecated: {since: 1.6.0, replacedBy: PIPRIO_PORT}, summary: the domain"),
                UNUSED,
                "the old name still works");
        row("E4a", renamed(""), as -> as.set("PIPRIO_LEVEL=WARN"), UNUSED, "it still works");

        Release narrowed = newer("values: [INFO, WARN]", "values: [INFO]");
        row("E5", narrowed, UNUSED, "not set here");
        row("E5", narrowed, as -> as.set("PIPRIO_LEVEL="), UNUSED, "not set here");
        row("E5", narrowed, as -> as.set("PIPRIO_LEVEL=INFO"), UNUSED, "still accepted");
        row("E5", narrowed, as -> as.set("PIPRIO_LEVEL=WARN"), ACTION, "choice of INFO, for example PIPRIO_LEVEL=INFO");
        row("E6", newer("maximum: 65535, ", ""), UNUSED, "still accepted");
        Release defaulted = newer("default: \"8080\"", "default: \"80\"");
        row("E7", defaulted, as -> as.set("PIPRIO_PORT=8080"), UNUSED, "it is set");
        row("E7", defaulted, ACTION, "PIPRIO_PORT=8080   (as before)");
        row("E7", defaulted, ACTION, "PIPRIO_PORT=80   (as the release has it)");
        row("E7", newer("default: \"8080\", ", ""), ACTION, "PIPRIO_PORT=   (as the release has it)");
        row("E7", defaulted, as -> as.set("PIPRIO_PORT="), UNUSED, "it is set");
        Release fromFile = newer("sources: [value, file]", "sources: [file]");
        row("E8", fromFile, ACTION, "only from a file");
        row("E8", fromFile, as -> as.write("marker-token", "secret"), UNUSED, "where it is");
        row("E8", fromFile, as -> as.without("PIPRIO_TOKEN"), UNUSED, "not set here");
        Release fromValue = newer("sources: [value, file]", "sources: [value]");
        row("E8", fromValue, as -> as.write("marker-token", "secret"), ACTION, "the value itself");
        row(
                "E8a",
                newer(
                        "secret: true, type: text, services: [api], summary: the key",
                        "secret: true, type: text, sources: [value, file], services: [api], summary: the key"),
                UNUSED,
                "still read");
        Release demanded = newer("required: false, secret: false, default: INFO", "required: true, secret: false");
        row("E9", demanded, ACTION, "PIPRIO_LEVEL=…");
        row("E9", demanded, as -> as.set("PIPRIO_LEVEL=INFO"), UNUSED, "it is set");

        row("F1", newer("keys: [", "keys: [{name: shade, required: false}, "), UNUSED, "optional");
        Release key = newer("keys: [", "keys: [{name: shade, required: true}, ");
        row("F2", key, ACTION, ".env: shade");
        row("F2", key, as -> as.set("shade=dark"), UNUSED, "it is there");
        row("F2a", newer("keys: [", "keys: [{name: shade, required: true, generated: true}, "), AUTOMATIC, "generated");
        Release keyElsewhere = newer(
                "mergesOverrides: true, summary",
                "mergesOverrides: true, keys: [{name: shade, required: true}], summary");
        row("F2", keyElsewhere, UNUSED, "the file is not");
        row("F2", keyElsewhere, as -> as.write("compose.yml", "shades: dark\n"), ACTION, "compose.yml: shade");
        row("F2", keyElsewhere, as -> as.write("compose.yml", "a: b\n  'shade' = dark\n"), UNUSED, "it is there");
        row(
                "F2a",
                newer(
                        "mergesOverrides: true, summary",
                        "mergesOverrides: true, keys: [{name: shade, required: true, generated: true}], summary"),
                as -> as.write("compose.yml", "a: b\n"),
                ACTION,
                "add the key to compose.yml");
        Release goneKey = newer("{name: colour, required: false}", "{name: color, required: false}");
        row("F3", goneKey, UNUSED, "not there");
        row("F3", goneKey, as -> as.set("colour=red"), ACTION, ".env: remove colour");
        row(
                "F3a",
                newer("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2], migrated: true"),
                UNUSED,
                "still read");
        row(
                "F3b",
                newer("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"),
                UNUSED,
                "still read");
        Release oldForm = newer(
                "operator, format: 1, reads: [1], mode: \"0600\", unknownKeysRefused: true, sha256: " + "a".repeat(64)
                        + ", keys: [{name: colour, required: false}]",
                "operator, format: 2, reads: [2], mode: \"0600\", unknownKeysRefused: true, keys: [{name: form, required: true}]");
        row("F3c", oldForm, ACTION, ".env: form");
        row("F3c", oldForm, as -> as.set("form=2"), UNUSED, "every key");
        Release strict = newer("unknownKeysRefused: false", "unknownKeysRefused: true");
        row("F4", strict, UNUSED, "there is no such file");
        row("F4", strict, as -> as.write("compose.yml", "a: b\n"), UNUSED, "see the warning");
        Release mode = newer("mode: \"0600\"", "mode: \"0640\"");
        row("F5", mode, ACTION, "chmod 0640 .env");
        Release moved = newer("path: .env", "path: settings.env, movedFrom: .env, migrated: true");
        row("F5a", moved, ACTION, "cp -p .env settings.env");
        row("F5a", moved, as -> as.write("settings.env", ""), UNUSED, "there already");
        row("F6", newer("sha256: aaaa", "sha256: bbbb"), UNUSED, "your text stays");
        Release brought = added(
                "files",
                "{path: more.cfg, owner: release, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: a}");
        row("F7", brought, BLOCK, "does not bring");
        row(
                "F7",
                added(
                        "files",
                        "{path: config/proxy/haproxy.cfg, owner: release, format: 1, reads: [1], mode: \"0644\","
                                + " unknownKeysRefused: true, summary: a}"),
                AUTOMATIC,
                "replaced");
        Release unmerged = newer("mergesOverrides: true, ", "");
        row("F8", unmerged, UNUSED, "no override");
        row("F8", unmerged, override("services: {}\n"), ACTION, "rm " + OVERRIDE);
        Release same = newer("notes: none", "notes: some");
        Release lenient =
                newer("mode: \"0600\", unknownKeysRefused: true", "mode: \"0600\", unknownKeysRefused: false");
        row("F9", same, ACTION, "remove the line PIPRIO_VERSION=…");
        row("F9", lenient, UNUSED, "nothing reads it");
        row(
                "F10",
                same,
                as -> as.set("PIPRIO_PORT=eighty"),
                ACTION,
                "integer from 1 to 65535, for example PIPRIO_PORT=1");
        row("F11", same, as -> as.without("PIPRIO_KEY"), ACTION, "PIPRIO_KEY=…");

        String service = "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"%s}";
        row("S1", added("services", service.formatted("")), UNUSED, "asks for nothing");
        row("S2", added("services", service.formatted(", privileges: [NET_ADMIN]")), UNUSED, "see the warning");
        row("S3", newer(PROXY, ""), UNUSED, "nothing here refers to it");
        row("S3", newer(PROXY, ""), override("services:\n  proxy:\n    labels: [mine]\n"), BLOCK, OVERRIDE + ":2");
        row("S3a", newer(CACHE, ""), UNUSED, "nothing here refers to it");
        row("S3a", newer(CACHE, ""), override("services:\n  mine:\n    depends_on:\n      - cache\n"), BLOCK, ":4");
        Release aliased = newer("name: cache", "name: store, renamedFrom: cache, aliases: [cache]");
        row("S4", aliased, UNUSED, "nothing here refers to cache");
        row("S4", aliased, override("a: redis://cache:6379\n"), ACTION, OVERRIDE + ":1: store instead of cache");
        Release unaliased = newer("name: cache", "name: store, renamedFrom: cache");
        row("S4a", unaliased, UNUSED, "nothing here refers to cache");
        row("S4a", unaliased, override("network_mode: service:cache\n"), ACTION, "store instead of cache");
        row("S5", newer("tag: \"17.2\"", "tag: \"17.3\""), BLOCK, "infrastructure");
        row("S5a", newer("tag: \"17.2\"", "tag: \"18.0\""), BLOCK, "infrastructure");
        Release large = newer("memoryMegabytes: 4096", "memoryMegabytes: 8192");
        row("S6", large, BLOCK, "8192 MB of memory, here 4096");
        row("S6", large, on("20.10.24", "2.26.1", 7900, 2, "amd64"), UNUSED, "this host has it");
        // The kernel shows a little less than what is built in.
        row("S6", large, on("20.10.24", "2.26.1", 7373, 2, "amd64"), UNUSED, "this host has it");
        row("S6", large, on("20.10.24", "2.26.1", 7372, 2, "amd64"), BLOCK, "8192 MB of memory, here 7372");
        row("S6", newer("cpus: 2", "cpus: 4"), on("20.10.24", "2.26.1", 4096, 4, "amd64"), UNUSED, "this host has it");
        row("S6", newer("engine: \"20.10\"", "engine: \"24.0\""), BLOCK, "Docker Engine 24.0, here 20.10.24");
        row("S6", newer("compose: \"2.24\"", "compose: \"2.30\""), BLOCK, "Docker Compose 2.30, here 2.26.1");
        row("S6", newer("cpus: 2", "cpus: 4"), BLOCK, "4 cores, here 2");
        row("S6", newer("architectures: [amd64]", "architectures: [arm64]"), BLOCK, "architecture arm64, here amd64");
        row("S6", newer("postgres: [\"17\"]", "postgres: [\"18\"]"), BLOCK, "PostgreSQL 18, here 17");
        row("S7", newer("user: \"905\"", "user: root"), UNUSED, "see the warning");

        Release published =
                added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}");
        row("P1", published, UNUSED, "0.0.0.0:9 is free");
        row("P1", published, as -> as.listening("0.0.0.0:9"), BLOCK, "0.0.0.0:9 is taken");
        row(
                "P1a",
                added("ports", "{service: api, container: 9, protocol: tcp, address: \"127.0.0.1\", host: 9}"),
                UNUSED,
                "nobody outside");
        Release otherPort = newer("host: 8080, variables", "host: 80, variables");
        row("P2", otherPort, ACTION, "PIPRIO_PORT=8080   (as before)");
        row("P2", otherPort, as -> as.set("PIPRIO_PORT=8080"), UNUSED, "0.0.0.0:8080 stays");
        row("P2", otherPort, as -> as.set("PIPRIO_PORT=65535"), UNUSED, "0.0.0.0:65535 stays");
        // No port, so that it does not say where the release listens.
        row("P2", otherPort, as -> as.set("PIPRIO_PORT=65536"), UNUSED, "0.0.0.0:80 is free");
        row("P2", otherPort, as -> as.set("PIPRIO_PORT=123456"), UNUSED, "0.0.0.0:80 is free");
        Release fixedPort = newer("host: 8080, variables: [PIPRIO_PORT]", "host: 80");
        row("P2", fixedPort, UNUSED, "0.0.0.0:80 is free");
        row("P2", fixedPort, as -> as.listening("0.0.0.0:80"), BLOCK, "0.0.0.0:80 is taken");
        row("P3", newer("port: 6379", "port: 6380"), UNUSED, "nothing here names it");
        row("P3", newer("port: 6379", "port: 6380"), override("a: \"cache:6379\"\n"), ACTION, ":1: cache:6380");
        row("P4", newer("lowestTls: none", "lowestTls: \"1.2\""), UNUSED, "see the warning");

        row(
                "V1",
                added(
                        "volumes",
                        "{name: more, service: api, mount: /more, driver: local, durable: true, format: any, readableSince: 1.6.0}"),
                UNUSED,
                "nothing that is kept moves");
        row("V2", newer("name: data,", "name: database,"), BLOCK, "stay behind");
        row("V2a", newer("name: data,", "name: database, movedFrom: data,"), BLOCK, "copies no volume");
        row("V2b", newer("name: scratch,", "name: temporary,"), UNUSED, "nothing of value");
        row(
                "V3",
                newer("format: postgresql-17, readableSince: 1.5.0", "format: postgresql-18, readableSince: 1.6.0"),
                AUTOMATIC,
                "restore");
        row(
                "V4",
                newer("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [2]}"),
                BLOCK,
                "restored");

        row("M1", migration("class: online"), AUTOMATIC, "the release that runs goes on working");
        row("M1", migration("class: online"), as -> as.applied("1.6.0.1"), UNUSED, "applied already");
        Release scanning = migration("class: online, scans: [documents]");
        row("M2", scanning, AUTOMATIC, "it works through documents (12.0 MiB here)");
        row("M2", scanning, Checked::withoutDatabase, AUTOMATIC, "not known: the database does not answer");
        Release offline = migration("class: offline, scans: [documents]");
        row("M3", offline, AUTOMATIC, "for about 6.6 s (hold: clients wait); the way back needs a restore");
        row("M3", offline, Checked::withoutDatabase, AUTOMATIC, "for how long is not known");
        row("M3", offline, as -> as.applied("1.6.0.1"), UNUSED, "applied already");
        row("M4", migration("class: online, unusedSince: 1.6.0"), BLOCK, "between them first");
        Release needy = migration("class: online, extensions: [pgcrypto]");
        row("M6", needy, ACTION, "-c 'CREATE EXTENSION \"pgcrypto\"'");
        row("M6", needy, as -> as.extension("pgcrypto"), UNUSED, "has what it needs");
        row("M6", needy, Checked::withoutDatabase, UNUSED, "see the warning");
        row("M6", migration("class: online, superuser: true"), UNUSED, "see the warning");
        row("M7", migration("class: online, transactional: false, reentrant: false"), BLOCK, "could only go back");

        UnaryOperator<Checked> gone = as -> as.api("\"/old\"", "\"/older\"");
        row("A1", same, gone, UNUSED, "no call since 2026-11-29T12:00:00Z");
        row("A1", same, as -> gone.apply(as).called("GET /old", 1), ACTION, "1 call since 2026-11-29T12:00:00Z");
        row("A1", same, as -> gone.apply(as).called("GET /old", 412), ACTION, "the last at 2026-11-29T12:31:07Z");
        row("A1", same, as -> gone.apply(as).called("GET /old", 412), ACTION, "do without GET /old");
        row(
                "A1",
                newer("{operation: GET /old, ", "{operation: GET /old, replacedBy: GET /docs, "),
                as -> gone.apply(as).called("GET /old", 412),
                ACTION,
                "change the clients: GET /docs instead of GET /old");
        row("A1", same, as -> gone.apply(as).withoutApi(), ACTION, "its calls are not known: no api runs");
        row("A1", same, as -> gone.apply(as).called("GET /other", 1), UNUSED, "see the warning");
        row("A1", same, as -> as.api("\"headers\": {\"X-Total\": {}}, ", ""), UNUSED, "see the warning");
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
        row("A10", newer("deprecated: [", deprecated.formatted("2027-09-04")), UNUSED, "it works until then");
        row("A10a", newer("deprecated: [", deprecated.formatted("2027-09-03")), UNUSED, "see the warning");
        String shown = "\"operationId\": \"showDoc\"";
        api("A11", shown, shown + ", \"x-piprio-tier\": \"preview\"", "see the warning");
        api("A11a", "\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\"", "promised from now on");
        api("A12", "\"x\": {\"type\": \"string\"}", "\"x\": {\"type\": \"integer\"}", "promises nothing");
        api("A12a", "\"/try\"", "\"/tried\"", "see the warning");
        api("A13", shown, "\"operationId\": \"getDoc\"", "requests stay");
        api("A13a", "\"/docs/{id}\"", "\"/docs/{doc}\"", "no request shows its name");
        api("A14", "\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"integer\"}", "see the warning");

        Release withoutNumbers = newer("types: [text, number]", "types: [text]");
        row("C9", withoutNumbers, UNUSED, "no definition here uses it (0 looked at)");
        row("C9", withoutNumbers, as -> as.defining("text", "number"), UNUSED, "uses it (1 looked at)");
        row("C9", withoutNumbers, as -> as.defining("number", "name"), ACTION, "schema invoice, version 3");
        row("C9", withoutNumbers, as -> as.defining("number", "name"), ACTION, "without type number");
        row("C9", withoutNumbers, Checked::withoutDatabase, UNUSED, "is not known");
        row(
                "C9",
                newer("keywords: [name]", "keywords: [hint]"),
                as -> as.defining("number", "name"),
                ACTION,
                "without keyword name");
        row("C9", newer("liveChanges: [C7]", "liveChanges: []"), UNUSED, "see the warning");
        row("C9a", newer("liveChanges: [C7]", "liveChanges: [C7, C8]"), UNUSED, "stay as they are");

        row("U1", newer("lowestSource: 1.5.0", "lowestSource: 1.6.0"), BLOCK, "between them first");
        row("U2", ofContractOne(), BLOCK, "cannot be checked");
        row("U3", newer("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.5]"), BLOCK, "the stop first");
    }

    /** A change of the API that nobody is kept from an upgrade by. */
    private static void api(String rule, String from, String to, String says) {
        row(rule, newer("notes: none", "notes: some"), as -> as.api(from, to), UNUSED, says);
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

    @TempDir
    private Path directory;

    static Stream<Row> rows() {
        return ROWS.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void resolves(Row row) {
        CheckResult result = row.installation().apply(new Checked(directory)).upgradeTo(row.newer());

        List<Hit> hits = result.hops().get(0).hits().stream()
                .filter(hit -> hit.rule().equals(row.rule()))
                .toList();
        assertThat(hits).as(result.toString()).isNotEmpty();
        assertThat(hits)
                .as(result.toString())
                .allSatisfy(hit -> assertThat(hit.resolution()).isEqualTo(row.expected()))
                .anySatisfy(hit -> assertThat(hit.meaning() + "\n" + String.join("\n", hit.lines()))
                        .contains(row.says()));
        if (row.expected() == ACTION) {
            assertThat(hits).allSatisfy(hit -> assertThat(hit.lines()).isNotEmpty());
        }
        assertThat(result.toString()).doesNotContain("marker-");
    }

    /** Both histories that a check compares are of one catalogue, which shows no edit: the build of a release does. */
    @Test
    void anEditedMigrationWouldStandInTheWay() {
        Rule<?> rule = ContractDiff.rules().stream()
                .filter(known -> known.id().equals("M5"))
                .findFirst()
                .orElseThrow();

        assertThat(Resolvers.of(rule))
                .hasValueSatisfying(resolver ->
                        assertThat(resolver.resolve(null).resolution()).isEqualTo(BLOCK));
    }

    /** A new rule that an upgrade can meet without a resolution, or without a row here, fails. */
    @Test
    void everyRuleOfAnUpgradeHasAResolutionAndARow() {
        List<String> ofOperators = ContractDiff.rules().stream()
                .map(Rule::id)
                .filter(id -> id.matches("[EFSPVUMA]\\d+[a-z]?|C9a?"))
                .toList();

        assertThat(ContractDiff.rules().stream()
                        .filter(rule -> Resolvers.of(rule).isPresent())
                        .map(Rule::id))
                .containsExactlyInAnyOrderElementsOf(ofOperators);
        assertThat(new TreeSet<>(ROWS.stream().map(Row::rule).toList()))
                .containsExactlyInAnyOrderElementsOf(
                        ofOperators.stream().filter(id -> !id.equals("M5")).toList());
    }
}
