package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.added;
import static com.piprio.release.diff.Pair.edited;

/** What becomes of variables of {@code .env}. */
final class EnvironmentCases {
    private static final String VARIABLE =
            "{name: PIPRIO_NEW, required: %s, secret: false, type: text, services: [],%s summary: new}";
    private static final String DOMAIN = "PIPRIO_DOMAIN, required: true, secret: false, type: text, services: []";
    private static final String LEVEL =
            "PIPRIO_LEVEL, required: false, secret: false, default: INFO, type: choice, values: [INFO, WARN]";

    private EnvironmentCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "E1",
                () -> added("environment", VARIABLE.formatted("false", "")),
                () -> added("environment", VARIABLE.formatted("true", "")));
        cases.add(
                "E2",
                () -> added("environment", VARIABLE.formatted("true", "")),
                () -> added("environment", VARIABLE.formatted("true", " generated: true,")));
        cases.add(
                "E2a",
                () -> added("environment", VARIABLE.formatted("true", " generated: true,")),
                () -> added("environment", VARIABLE.formatted("true", "")));
        cases.add(
                "E3", () -> edited("PIPRIO_LEVEL", "PIPRIO_LOG"), () -> edited("summary: the level", "summary: loud"));
        cases.add(
                "E4",
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0, replacedBy: PIPRIO_LOG}"),
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0}"));
        cases.add(
                "E4a",
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0}"),
                () -> edited(LEVEL, LEVEL + ", deprecated: {since: 1.6.0, replacedBy: PIPRIO_LOG}"));
        cases.add(
                "E5",
                () -> edited("values: [INFO, WARN]", "values: [INFO]"),
                () -> edited("values: [INFO, WARN]", "values: [INFO, WARN, ERROR]"));
        cases.add("E6", () -> edited("maximum: 65535, ", ""), () -> edited("maximum: 65535", "maximum: 1024"));
        cases.add(
                "E7",
                () -> edited("default: \"8080\"", "default: \"80\""),
                () -> edited(DOMAIN, DOMAIN.replace("true", "false") + ", default: localhost"));
        cases.add(
                "E8",
                () -> edited("sources: [value, file]", "sources: [file]"),
                () -> edited("sources: [value, file]", "sources: [file, value]"));
        cases.add(
                "E8a",
                () -> edited(
                        "secret: true, type: text, services: [api], summary: the key",
                        "secret: true, type: text, sources: [value, file], services: [api], summary: the key"),
                () -> edited("sources: [value, file]", "sources: [file]"));
        cases.add(
                "E9",
                () -> edited("required: false, secret: false, default: INFO", "required: true, secret: false"),
                () -> edited(
                        "required: false, secret: false, default: INFO",
                        "required: true, generated: true, secret: false"));
    }
}
