package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;
import static com.piprio.release.diff.Pair.migration;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.release.ReleaseFile;
import com.piprio.release.ReleaseVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds what it is for, and leaves alone what looks like it. */
class RulesTest {
    private record Case(Supplier<List<Difference>> hit, Supplier<List<Difference>> miss) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    private static void rule(String id, Supplier<List<Difference>> hit, Supplier<List<Difference>> miss) {
        assertThat(CASES.put(id, new Case(hit, miss))).as(id).isNull();
    }

    private static final String VARIABLE =
            "{name: PIPRIO_NEW, required: %s, secret: false, type: text, services: [],%s summary: new}";
    private static final String DOMAIN = "PIPRIO_DOMAIN, required: true, secret: false, type: text, services: []";
    private static final String LEVEL =
            "PIPRIO_LEVEL, required: false, secret: false, default: INFO, type: choice, values: [INFO, WARN]";

    static {
        rule(
                "E1",
                () -> added("environment", VARIABLE.formatted("false", "")),
                () -> added("environment", VARIABLE.formatted("true", "")));
        rule(
                "E2",
                () -> added("environment", VARIABLE.formatted("true", "")),
                () -> added("environment", VARIABLE.formatted("true", " generated: true,")));
        rule(
                "E2a",
                () -> added("environment", VARIABLE.formatted("true", " generated: true,")),
                () -> added("environment", VARIABLE.formatted("true", "")));
        rule("E3", () -> edited("PIPRIO_LEVEL", "PIPRIO_LOG"), () -> edited("summary: the level", "summary: loud"));
        rule(
                "E4",
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0, replacedBy: PIPRIO_LOG}"),
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0}"));
        rule(
                "E4a",
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0}"),
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0, replacedBy: PIPRIO_LOG}"));
        rule(
                "E5",
                () -> edited("values: [INFO, WARN]", "values: [INFO]"),
                () -> edited("values: [INFO, WARN]", "values: [INFO, WARN, ERROR]"));
        rule("E6", () -> edited("maximum: 65535, ", ""), () -> edited("maximum: 65535", "maximum: 1024"));
        rule(
                "E7",
                () -> edited("default: \"8080\"", "default: \"80\""),
                () -> edited(DOMAIN, DOMAIN.replace("true", "false") + ", default: localhost"));
        rule(
                "E8",
                () -> edited("sources: [value, file]", "sources: [file]"),
                () -> edited("sources: [value, file]", "sources: [file, value]"));
        rule(
                "E8a",
                () -> edited(
                        "secret: true, type: text, services: [api], summary: the key",
                        "secret: true, type: text, sources: [value, file], services: [api], summary: the key"),
                () -> edited("sources: [value, file]", "sources: [file]"));
        rule(
                "E9",
                () -> edited("required: false, secret: false, default: INFO", "required: true, secret: false"),
                () -> edited(
                        "required: false, secret: false, default: INFO",
                        "required: true, generated: true, secret: false"));

        rule(
                "F1",
                () -> edited("keys: [", "keys: [{name: shade, required: false}, "),
                () -> edited("keys: [", "keys: [{name: shade, required: true}, "));
        rule(
                "F2",
                () -> edited("{name: colour, required: false}", "{name: colour, required: true}"),
                () -> edited("{name: colour, required: false}", "{name: colour, required: true, generated: true}"));
        rule(
                "F2a",
                () -> edited("keys: [", "keys: [{name: shade, required: true, generated: true}, "),
                () -> edited("keys: [", "keys: [{name: shade, required: true}, "));
        rule(
                "F3",
                () -> edited("{name: colour, required: false}", "{name: color, required: false}"),
                () -> edited("{name: colour, required: false}", "{name: colour, required: true}"));
        rule(
                "F3a",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2], migrated: true"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"));
        rule(
                "F3b",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [2]"));
        rule(
                "F3c",
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 2, reads: [2]"),
                () -> edited("operator, format: 1, reads: [1]", "operator, format: 1, reads: [1, 2]"));
        rule(
                "F4",
                () -> edited("unknownKeysRefused: false", "unknownKeysRefused: true"),
                () -> edited("unknownKeysRefused: true", "unknownKeysRefused: false"));
        rule(
                "F5",
                () -> edited("mode: \"0600\"", "mode: \"0640\""),
                () -> edited("path: .env", "path: settings.env, movedFrom: .env, migrated: true"));
        rule(
                "F5a",
                () -> edited("path: .env", "path: settings.env, movedFrom: .env, migrated: true"),
                () -> edited("path: .env", "path: settings.env, movedFrom: .env"));
        rule(
                "F6",
                () -> edited("sha256: aaaa", "sha256: bbbb"),
                () -> edited("unknownKeysRefused: true", "unknownKeysRefused: true"));
        rule(
                "F7",
                () -> added(
                        "files",
                        "{path: proxy.cfg, owner: release, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: proxy}"),
                () -> added(
                        "files",
                        "{path: my.cfg, owner: operator, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: mine}"));
        rule(
                "F8",
                () -> edited("mergesOverrides: true, ", ""),
                () -> edited("unknownKeysRefused: false", "unknownKeysRefused: true"));
        rule(
                "F9",
                () -> InstallationRules.unknownKeys(release("1.5.0"), Set.of("PIPRIO_DOMIAN")),
                () -> InstallationRules.unknownKeys(release("1.5.0"), Set.of("PIPRIO_DOMAIN")));
        rule(
                "F10",
                () -> InstallationRules.refusedValues(release("1.5.0"), Map.of("PIPRIO_PORT", "65536")),
                () -> InstallationRules.refusedValues(
                        release("1.5.0"),
                        Map.of("PIPRIO_PORT", "65535", "PIPRIO_LEVEL", "", "PIPRIO_TOKEN", "a", "PIPRIO_MINE", "b")));
        rule(
                "F11",
                () -> InstallationRules.missingValues(
                        release("1.5.0"), Map.of("PIPRIO_DOMAIN", " ", "PIPRIO_TOKEN", "a", "PIPRIO_KEY", "b")),
                () -> InstallationRules.missingValues(
                        release("1.5.0"), Map.of("PIPRIO_DOMAIN", "d", "PIPRIO_TOKEN", "a", "PIPRIO_KEY", "b")));

        rule(
                "S1",
                () -> added("services", "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"}"),
                () -> added(
                        "services",
                        "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\", outbound: [a.org]}"));
        rule(
                "S2",
                () -> added(
                        "services",
                        "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\", privileges: [NET_ADMIN]}"),
                () -> added("services", "{name: index, image: piprio/index, memoryMegabytes: 64, user: \"10001\"}"));
        rule(
                "S3",
                () -> edited(
                        "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n",
                        ""),
                () -> edited(
                        "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n",
                        ""));
        rule(
                "S3a",
                () -> edited(
                        "  - {name: cache, image: piprio/cache, tag: \"1\", port: 6379, memoryMegabytes: 64, user: \"905\"}\n",
                        ""),
                () -> edited(
                        "  - {name: proxy, image: piprio/proxy, tag: \"3.0\", port: 8080, memoryMegabytes: 64, user: \"903\"}\n",
                        ""));
        rule(
                "S4",
                () -> edited("name: cache", "name: store, renamedFrom: cache, aliases: [cache]"),
                () -> edited("name: cache", "name: store, renamedFrom: cache"));
        rule(
                "S4a",
                () -> edited("name: cache", "name: store, renamedFrom: cache"),
                () -> edited("name: cache", "name: store, renamedFrom: cache, aliases: [cache]"));
        rule("S5", () -> edited("tag: \"17.2\"", "tag: \"17.3\""), () -> edited("tag: \"17.2\"", "tag: \"18.0\""));
        rule("S5a", () -> edited("tag: \"17.2\"", "tag: \"18.0\""), () -> edited("tag: \"17.2\"", "tag: \"17.10\""));
        rule(
                "S6",
                () -> edited("memoryMegabytes: 4096", "memoryMegabytes: 5121"),
                () -> edited("memoryMegabytes: 4096", "memoryMegabytes: 5120"));
        rule(
                "S7",
                () -> edited("user: \"905\"", "user: root"),
                () -> edited("memoryMegabytes: 512", "memoryMegabytes: 600"));

        rule(
                "P1",
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}"),
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"127.0.0.1\", host: 9}"));
        rule(
                "P1a",
                () -> added(
                        "ports",
                        "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", enabled: false, host: 9}"),
                () -> added("ports", "{service: api, container: 9, protocol: tcp, address: \"0.0.0.0\", host: 9}"));
        rule(
                "P2",
                () -> edited("host: 8080, variables", "host: 80, variables"),
                () -> edited("variables: [PIPRIO_PORT]", "variables: [PIPRIO_PORT, PIPRIO_HTTP_PORT]"));
        rule("P3", () -> edited("port: 6379", "port: 6380"), () -> edited("host: 8080", "host: 80"));
        rule("P4", () -> edited("lowestTls: none", "lowestTls: \"1.2\""), () -> edited("notes: none", "notes: some"));

        rule(
                "V1",
                () -> added(
                        "volumes",
                        "{name: more, service: api, mount: /more, driver: local, durable: true, format: any, readableSince: 1.6.0}"),
                () -> edited("name: data, service: postgres", "name: data, service: postgres"));
        rule(
                "V2",
                () -> edited("name: data,", "name: database,"),
                () -> edited("name: data,", "name: database, movedFrom: data,"));
        rule(
                "V2a",
                () -> edited("name: data,", "name: database, movedFrom: data,"),
                () -> edited("name: data,", "name: database,"));
        rule("V2b", () -> edited("name: scratch,", "name: temporary,"), () -> edited("name: data,", "name: database,"));
        rule(
                "V3",
                () -> edited(
                        "format: postgresql-17, readableSince: 1.5.0", "format: postgresql-18, readableSince: 1.6.0"),
                () -> edited("format: postgresql-17", "format: postgresql-17b"));
        rule(
                "V4",
                () -> edited("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [2]}"),
                () -> edited("bundles: {writes: 1, restores: [1]}", "bundles: {writes: 2, restores: [1, 2]}"));

        rule("M1", () -> migration("class: online"), () -> migration("class: online, scans: [documents]"));
        rule("M2", () -> migration("class: online, scans: [documents]"), () -> migration("class: online"));
        rule("M3", () -> migration("class: offline"), () -> migration("class: online"));
        rule(
                "M4",
                () -> migration("class: online, unusedSince: 1.6.0"),
                () -> migration("class: online, unusedSince: 1.5.0"));
        rule("M5", RulesTest::editedHistory, () -> migration("class: offline, scans: [documents]"));
        rule(
                "M6",
                () -> migration("class: online, extensions: [pgcrypto]"),
                () -> migration("class: online, extensions: []"));
        rule(
                "M7",
                () -> migration("class: online, transactional: false, reentrant: false"),
                () -> migration("class: online, transactional: false"));

        rule(
                "A1",
                () -> edited("\"headers\": {\"X-Total\": {}}, ", ""),
                () -> edited("\"description\": \"one\"", "\"description\": \"1\""));
        rule(
                "A2",
                () -> edited("\"title\": {\"type\": \"string\"}, ", ""),
                () -> edited("\"title\": {", "\"more\": {}, \"title\": {"));
        rule(
                "A3",
                () -> edited("\"size\": {\"type\": \"integer\"", "\"size\": {\"type\": \"string\""),
                () -> edited("\"note\": {\"type\": [\"string\", \"null\"]}", "\"note\": {\"type\": \"string\"}"));
        rule(
                "A4",
                () -> edited("\"required\": [\"name\"]", "\"required\": [\"name\", \"weight\"]"),
                () -> edited("\"required\": [\"name\"]", "\"required\": []"));
        rule(
                "A5",
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]"),
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\"]"));
        rule(
                "A5a",
                () -> edited("\"enum\": [\"calm\"]", "\"enum\": [\"calm\", \"wild\"]"),
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]"));
        rule(
                "A6",
                () -> edited("\"title\": {", "\"more\": {}, \"title\": {"),
                () -> edited("\"title\": {\"type\": \"string\"}, ", ""));
        rule(
                "A7",
                () -> edited("\"default\": 20", "\"default\": 50"),
                () -> edited("\"maximum\": 100", "\"maximum\": 200"));
        rule(
                "A8",
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": [\"write\"]}]"),
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": []}, {\"cookie\": []}]"));
        rule(
                "A8a",
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": []}, {\"cookie\": []}]"),
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": [\"write\"]}]"));
        rule(
                "A9",
                () -> edited(
                        "\"404\": {\"description\": \"none\"}", "\"404\": {\"description\": \"none\"}, \"409\": {}"),
                () -> edited(
                        "\"404\": {\"description\": \"none\"}", "\"404\": {\"description\": \"none\"}, \"503\": {}"));
        rule(
                "A10",
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-04}, "),
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-03}, "));
        rule(
                "A10a",
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-03}, "),
                () -> edited("sunset: 2027-11-16", "sunset: 2027-12-01"));
        rule(
                "A11",
                () -> edited(
                        "\"operationId\": \"showDoc\"", "\"operationId\": \"showDoc\", \"x-piprio-tier\": \"preview\""),
                () -> edited("\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\""));
        rule(
                "A11a",
                () -> edited("\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\""),
                () -> edited(
                        "\"operationId\": \"showDoc\"",
                        "\"operationId\": \"showDoc\", \"x-piprio-tier\": \"preview\""));
        rule(
                "A12",
                () -> edited("\"x\": {\"type\": \"string\"}", "\"x\": {\"type\": \"integer\"}"),
                () -> edited("\"size\": {\"type\": \"integer\"", "\"size\": {\"type\": \"string\""));
        rule("A12a", () -> edited("\"/try\"", "\"/tried\""), () -> edited("\"/old\"", "\"/older\""));
        rule(
                "A13",
                () -> edited("\"operationId\": \"showDoc\"", "\"operationId\": \"getDoc\""),
                () -> edited("\"/docs/{id}\"", "\"/docs/{doc}\""));
        rule(
                "A13a",
                () -> edited("\"/docs/{id}\"", "\"/docs/{doc}\""),
                () -> edited("\"operationId\": \"showDoc\"", "\"operationId\": \"getDoc\""));
        rule(
                "A14",
                () -> edited("\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"integer\"}"),
                () -> edited("\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"string\"}, \"at\": {}"));

        rule(
                "C1",
                () -> fields(List.of(), List.of(field("a", true))),
                () -> fields(List.of(), List.of(field("a", false))));
        rule(
                "C2",
                () -> fields(List.of(field("a", false)), List.of(field("a", true))),
                () -> fields(List.of(field("a", true)), List.of(field("a", false))));
        rule(
                "C3",
                () -> fields(List.of(field("a", false)), List.of(field("b", false))),
                () -> fields(List.of(field("a", false)), List.of(field("a", false), field("b", false))));
        rule("C4", () -> options(List.of("x", "y"), List.of("x")), () -> options(List.of("x"), List.of("y", "x")));
        rule(
                "C5",
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "number", 9))),
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 10))));
        rule(
                "C6",
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 8))),
                () -> fields(List.of(field("a", "text", 8)), List.of(field("a", "text", 9))));
        rule(
                "C7",
                () -> fields(List.of(field("a", "text", 8)), List.of(field("a", "text", 9))),
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 8))));
        rule(
                "C8",
                () -> fields(List.of(defaulted("x")), List.of(defaulted("y"))),
                () -> fields(List.of(defaulted("x")), List.of(defaulted("x"))));
        rule(
                "C9",
                () -> edited("types: [text, number]", "types: [text]"),
                () -> edited("types: [text, number]", "types: [number, text, date]"));
        rule(
                "C9a",
                () -> edited("liveChanges: [C7]", "liveChanges: [C7, C8]"),
                () -> edited("liveChanges: [C7]", "liveChanges: [C8]"));

        rule(
                "U1",
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.6.0"),
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.4.0"));
        rule("U2", () -> withoutContract(true), () -> withoutContract(false));
        rule(
                "U3",
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.5]"),
                () -> edited("lowestSource: 1.5.0", "lowestSource: 1.5.0\n  stops: [1.5.0]"));
    }

    private static Release release(String version) {
        return ReleaseFile.parse(Pair.YAML.replaceFirst("version: 1.5.0\n", "version: " + version + "\n"), "r");
    }

    /** The newer release's catalogue has another text for a migration that the older one applied. */
    private static List<Difference> editedHistory() {
        Release before = release("1.5.0");
        Release after = ReleaseFile.parse(Pair.YAML.replace("sha256: aaaa", "sha256: bbbb"), "r");
        return ContractDiff.between(
                PublishedRelease.of(Catalogue.of(List.of(before)), before, null),
                PublishedRelease.of(Catalogue.of(List.of(after)), after, null));
    }

    private static List<Difference> withoutContract(boolean newerLacksIt) {
        Release complete = release("1.5.0");
        Release minimal = ReleaseCopy.of(complete, copy -> {
            copy.version = ReleaseVersion.parse(newerLacksIt ? "1.6.0" : "1.4.0");
            copy.lowestSource = ReleaseVersion.parse("1.4.0");
            copy.migrations = List.of();
            copy.contract = null;
        });
        Catalogue catalogue = Catalogue.of(List.of(complete, minimal));
        PublishedRelease one = PublishedRelease.of(catalogue, complete, null);
        PublishedRelease other = PublishedRelease.of(catalogue, minimal, null);
        return newerLacksIt ? ContractDiff.between(one, other) : ContractDiff.between(other, one);
    }

    private static List<Difference> fields(List<CustomerField> before, List<CustomerField> after) {
        return CustomerSchemaFamily.differences(before, after);
    }

    private static List<Difference> options(List<String> before, List<String> after) {
        return fields(List.of(choice(before)), List.of(choice(after)));
    }

    private static CustomerField field(String name, boolean required) {
        return new CustomerField(
                name, "text", null, false, required, List.of(), null, null, null, null, false, name, null, null);
    }

    private static CustomerField field(String name, String type, int longest) {
        return new CustomerField(
                name, type, null, false, false, List.of(), null, null, longest, null, false, name, null, null);
    }

    private static CustomerField choice(List<String> options) {
        return new CustomerField(
                "a", "choice", null, false, false, options, null, null, null, null, false, "a", null, null);
    }

    private static CustomerField defaulted(String value) {
        return new CustomerField(
                "a", "text", null, false, false, List.of(), null, null, null, null, false, "a", null, value);
    }

    static Stream<String> ids() {
        return ContractDiff.rules().stream().map(Rule::id);
    }

    private static List<String> found(Supplier<List<Difference>> differences) {
        return differences.get().stream()
                .map(difference -> difference.rule().id())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void findsWhatItIsFor(String id) {
        assertThat(found(CASES.get(id).hit())).contains(id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void leavesAloneWhatLooksLikeIt(String id) {
        assertThat(found(CASES.get(id).miss())).doesNotContain(id);
    }

    @Test
    void everyRuleHasACaseAndEveryCaseARule() {
        assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(ids().toList());
    }

    @Test
    void everyRuleIsNamedOnceAndSaysWhatToDo() {
        assertThat(ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[EFSPVMACU][0-9]+[a-z]?"));
        assertThat(ContractDiff.rules()).allSatisfy(rule -> {
            assertThat(List.of(rule.change(), rule.why(), rule.remedy())).noneMatch(String::isBlank);
            assertThat(rule.remedy()).doesNotEndWith(".");
            if (rule.handling() == Handling.NONE) {
                assertThat(rule.verdict()).isNotEqualTo(Verdict.BREAKING);
            }
        });
    }

    @Test
    void aReleaseDoesNotDifferFromItself() {
        assertThat(edited("notes: none", "notes: some")).isEmpty();
    }

    @Test
    void theSameInEveryRun() {
        List<String> lines = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            lines.add(edited("\"type\": \"string\"", "\"type\": \"integer\"").toString());
        }
        assertThat(lines).hasSize(3).containsOnly(lines.get(0));
    }
}
