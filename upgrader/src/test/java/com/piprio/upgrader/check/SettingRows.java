package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.added;
import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Resolution.ACTION;
import static com.piprio.upgrader.check.Resolution.AUTOMATIC;
import static com.piprio.upgrader.check.Resolution.BLOCK;
import static com.piprio.upgrader.check.Resolution.UNUSED;
import static com.piprio.upgrader.check.ResolutionRows.OVERRIDE;
import static com.piprio.upgrader.check.ResolutionRows.override;

import com.piprio.release.Release;
import com.piprio.upgrader.check.ResolutionRows.Row;
import java.util.stream.Stream;

/** Rules about what the operator writes: variables (E) and files (F). */
final class SettingRows {
    private static final String VARIABLE =
            "{name: PIPRIO_NEW, required: %s, secret: false, type: %s, services: [],%s summary: new}";
    private static final String LEVEL =
            "PIPRIO_LEVEL, required: false, secret: false, default: INFO, type: choice, values: [INFO, WARN]";

    private static final ResolutionRows ROWS = new ResolutionRows();

    static {
        Release required = added("environment", VARIABLE.formatted("true", "text", ""));
        Release port = added("environment", VARIABLE.formatted("true", "integer", " minimum: 10,"));
        Release generated = added("environment", VARIABLE.formatted("true", "text", " generated: true,"));
        ROWS.row("E1", added("environment", VARIABLE.formatted("false", "text", "")), UNUSED, "optional");
        ROWS.row("E2", required, ACTION, "PIPRIO_NEW=…");
        ROWS.row("E2", port, ACTION, "integer from 10, for example PIPRIO_NEW=10");
        ROWS.row("E2", required, as -> as.set("PIPRIO_NEW="), ACTION, "PIPRIO_NEW=…");
        ROWS.row("E2", required, as -> as.set("PIPRIO_NEW=a"), UNUSED, "it is set");
        ROWS.row("E2", required, ACTION, "for example PIPRIO_NEW=a-text");
        ROWS.row(
                "E2",
                added("environment", VARIABLE.formatted("true", "text", "").replace("secret: false", "secret: true")),
                ACTION,
                "for example PIPRIO_NEW=a-secret");
        ROWS.row(
                "E2",
                added("environment", VARIABLE.formatted("true", "integer", "")),
                ACTION,
                "for example PIPRIO_NEW=1");
        ROWS.row(
                "E2",
                added("environment", VARIABLE.formatted("true", "boolean", "")),
                ACTION,
                "for example PIPRIO_NEW=true");
        ROWS.row(
                "E2",
                added("environment", VARIABLE.formatted("true", "choice", " values: [fast, slow],")),
                ACTION,
                "choice of fast, slow, for example PIPRIO_NEW=fast");
        ROWS.row(
                "E2",
                added("environment", VARIABLE.formatted("true", "choice", "")),
                ACTION,
                "for example PIPRIO_NEW=");
        ROWS.row("E2a", generated, AUTOMATIC, "generated");
        ROWS.row("E2a", generated, as -> as.set("PIPRIO_NEW=a"), UNUSED, "it is set");
        ROWS.row(
                "E2a",
                added("environment", VARIABLE.formatted("true", "integer", " generated: true,")),
                ACTION,
                "PIPRIO_NEW=…");

        Release removed = newer("PIPRIO_LEVEL", "PIPRIO_LOG");
        ROWS.row("E3", removed, UNUSED, "not set here");
        ROWS.row("E3", removed, as -> as.set("PIPRIO_LEVEL=WARN"), ACTION, "remove the line PIPRIO_LEVEL=…");
        ROWS.row("E3", removed, override("services:\n  a: {image: \"${PIPRIO_LEVEL:-x}\"}\n"), ACTION, OVERRIDE + ":2");
        ROWS.row("E3", removed, as -> as.set("PIPRIO_LEVEL="), ACTION, "nothing reads it any more");
        ROWS.row("E3", removed, override("a: ${PIPRIO_LEVEL}\n"), ACTION, ":1: do without PIPRIO_LEVEL");
        ROWS.row("E3", removed, override("# ${PIPRIO_LEVEL}\n"), UNUSED, "not set here");
        ROWS.row("E3", removed, override("a: $${PIPRIO_LEVEL}\nb: $PIPRIO_LEVELS\n"), UNUSED, "not set here");
        ROWS.row("E3", newer("PIPRIO_DOMAIN", "PIPRIO_HOST"), BLOCK, "lib/upgrader.jar of the newer kit");

        Release other = renamed(", replacedBy: PIPRIO_PORT");
        ROWS.row("E4", other, UNUSED, "not set here");
        ROWS.row("E4", other, as -> as.set("PIPRIO_LEVEL=WARN"), AUTOMATIC, "PIPRIO_LEVEL becomes PIPRIO_PORT");
        ROWS.row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").set("PIPRIO_PORT=WARN"),
                UNUSED,
                "PIPRIO_PORT says the same");
        ROWS.row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").set("PIPRIO_PORT=80"),
                ACTION,
                "remove the line PIPRIO_LEVEL=…");
        ROWS.row(
                "E4",
                other,
                as -> as.set("PIPRIO_LEVEL=WARN").write(OVERRIDE, "a: ${PIPRIO_LEVEL}\n"),
                UNUSED,
                "the old name still works");
        ROWS.row("E4", other, override("a: ${PIPRIO_LEVEL}\n"), UNUSED, "the old name still works");
        ROWS.row(
                "E4",
                renamed(", replacedBy: PIPRIO_ABSENT"),
                as -> as.set("PIPRIO_LEVEL=WARN"),
                UNUSED,
                "the old name still works");
        // The upgrader that runs reads this one under its old name.
        ROWS.row(
                "E4",
                newer(
                        "services: [], summary: the domain",
                        "services: [], deprecated: {since: 1.6.0, replacedBy: PIPRIO_PORT}, summary: the domain"),
                UNUSED,
                "the old name still works");
        ROWS.row("E4a", renamed(""), as -> as.set("PIPRIO_LEVEL=WARN"), UNUSED, "it still works");

        Release narrowed = newer("values: [INFO, WARN]", "values: [INFO]");
        ROWS.row("E5", narrowed, UNUSED, "not set here");
        ROWS.row("E5", narrowed, as -> as.set("PIPRIO_LEVEL="), UNUSED, "not set here");
        ROWS.row("E5", narrowed, as -> as.set("PIPRIO_LEVEL=INFO"), UNUSED, "still accepted");
        ROWS.row(
                "E5",
                narrowed,
                as -> as.set("PIPRIO_LEVEL=WARN"),
                ACTION,
                "choice of INFO, for example PIPRIO_LEVEL=INFO");
        ROWS.row("E6", newer("maximum: 65535, ", ""), UNUSED, "still accepted");
        Release defaulted = newer("default: \"8080\"", "default: \"80\"");
        ROWS.row("E7", defaulted, as -> as.set("PIPRIO_PORT=8080"), UNUSED, "it is set");
        ROWS.row("E7", defaulted, ACTION, "PIPRIO_PORT=8080   (as before)");
        ROWS.row("E7", defaulted, ACTION, "PIPRIO_PORT=80   (as the release has it)");
        ROWS.row("E7", newer("default: \"8080\", ", ""), ACTION, "PIPRIO_PORT=   (as the release has it)");
        ROWS.row("E7", defaulted, as -> as.set("PIPRIO_PORT="), UNUSED, "it is set");
        Release fromFile = newer("sources: [value, file]", "sources: [file]");
        ROWS.row("E8", fromFile, ACTION, "only from a file");
        ROWS.row("E8", fromFile, as -> as.write("marker-token", "secret"), UNUSED, "where it is");
        ROWS.row("E8", fromFile, as -> as.without("PIPRIO_TOKEN"), UNUSED, "not set here");
        Release fromValue = newer("sources: [value, file]", "sources: [value]");
        ROWS.row("E8", fromValue, as -> as.write("marker-token", "secret"), ACTION, "the value itself");
        ROWS.row(
                "E8a",
                newer(
                        "secret: true, type: text, services: [api], summary: the key",
                        "secret: true, type: text, sources: [value, file], services: [api], summary: the key"),
                UNUSED,
                "still read");
        Release demanded = newer("required: false, secret: false, default: INFO", "required: true, secret: false");
        ROWS.row("E9", demanded, ACTION, "PIPRIO_LEVEL=…");
        ROWS.row("E9", demanded, as -> as.set("PIPRIO_LEVEL=INFO"), UNUSED, "it is set");

        ROWS.row("F1", newer("keys: [", "keys: [{name: shade, required: false}, "), UNUSED, "optional");
        Release key = newer("keys: [", "keys: [{name: shade, required: true}, ");
        ROWS.row("F2", key, ACTION, ".env: shade");
        ROWS.row("F2", key, as -> as.set("shade=dark"), UNUSED, "it is there");
        ROWS.row(
                "F2a",
                newer("keys: [", "keys: [{name: shade, required: true, generated: true}, "),
                AUTOMATIC,
                "generated");
        Release keyElsewhere = newer(
                "mergesOverrides: true, summary",
                "mergesOverrides: true, keys: [{name: shade, required: true}], summary");
        ROWS.row("F2", keyElsewhere, UNUSED, "the file is not");
        ROWS.row("F2", keyElsewhere, as -> as.write("compose.yml", "shades: dark\n"), ACTION, "compose.yml: shade");
        ROWS.row("F2", keyElsewhere, as -> as.write("compose.yml", "a: b\n  'shade' = dark\n"), UNUSED, "it is there");
        ROWS.row(
                "F2a",
                newer(
                        "mergesOverrides: true, summary",
                        "mergesOverrides: true, keys: [{name: shade, required: true, generated: true}], summary"),
                as -> as.write("compose.yml", "a: b\n"),
                ACTION,
                "add the key to compose.yml");
        Release goneKey = newer("{name: colour, required: false}", "{name: color, required: false}");
        ROWS.row("F3", goneKey, UNUSED, "not there");
        ROWS.row("F3", goneKey, as -> as.set("colour=red"), ACTION, ".env: remove colour");
        ROWS.row(
                "F3a",
                newer("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2], migrated: true"),
                UNUSED,
                "still read");
        ROWS.row(
                "F3b",
                newer("operator, format: 1, reads: [1]", "operator, format: 2, reads: [1, 2]"),
                UNUSED,
                "still read");
        Release oldForm = newer(
                "operator, format: 1, reads: [1], mode: \"0600\", unknownKeysRefused: true, sha256: " + "a".repeat(64)
                        + ", keys: [{name: colour, required: false}]",
                "operator, format: 2, reads: [2], mode: \"0600\", unknownKeysRefused: true, keys: [{name: form, required: true}]");
        ROWS.row("F3c", oldForm, ACTION, ".env: form");
        ROWS.row("F3c", oldForm, as -> as.set("form=2"), UNUSED, "every key");
        Release strict = newer("unknownKeysRefused: false", "unknownKeysRefused: true");
        ROWS.row("F4", strict, UNUSED, "there is no such file");
        ROWS.row("F4", strict, as -> as.write("compose.yml", "a: b\n"), UNUSED, "see the warning");
        Release mode = newer("mode: \"0600\"", "mode: \"0640\"");
        ROWS.row("F5", mode, ACTION, "chmod 0640 .env");
        Release moved = newer("path: .env", "path: settings.env, movedFrom: .env, migrated: true");
        ROWS.row("F5a", moved, ACTION, "cp -p .env settings.env");
        ROWS.row("F5a", moved, as -> as.write("settings.env", ""), UNUSED, "there already");
        ROWS.row("F6", newer("sha256: aaaa", "sha256: bbbb"), UNUSED, "your text stays");
        Release brought = added(
                "files",
                "{path: more.cfg, owner: release, format: 1, reads: [1], mode: \"0644\", unknownKeysRefused: true, summary: a}");
        ROWS.row("F7", brought, BLOCK, "does not bring");
        ROWS.row(
                "F7",
                added(
                        "files",
                        "{path: config/proxy/haproxy.cfg, owner: release, format: 1, reads: [1], mode: \"0644\","
                                + " unknownKeysRefused: true, summary: a}"),
                AUTOMATIC,
                "replaced");
        Release unmerged = newer("mergesOverrides: true, ", "");
        ROWS.row("F8", unmerged, UNUSED, "no override");
        ROWS.row("F8", unmerged, override("services: {}\n"), ACTION, "rm " + OVERRIDE);
        Release same = newer("notes: none", "notes: some");
        Release lenient =
                newer("mode: \"0600\", unknownKeysRefused: true", "mode: \"0600\", unknownKeysRefused: false");
        ROWS.row("F9", same, ACTION, "remove the line PIPRIO_VERSION=…");
        ROWS.row("F9", lenient, UNUSED, "nothing reads it");
        ROWS.row(
                "F10",
                same,
                as -> as.set("PIPRIO_PORT=eighty"),
                ACTION,
                "integer from 1 to 65535, for example PIPRIO_PORT=1");
        ROWS.row("F11", same, as -> as.without("PIPRIO_KEY"), ACTION, "PIPRIO_KEY=…");
    }

    private SettingRows() {}

    static Stream<Row> all() {
        return ROWS.stream();
    }

    private static Release renamed(String deprecation) {
        return newer(LEVEL, LEVEL + ", deprecated: {since: 1.6.0" + deprecation + "}");
    }
}
