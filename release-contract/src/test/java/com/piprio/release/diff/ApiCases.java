package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.edited;

/** What becomes of the API. */
final class ApiCases {

    private ApiCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "A1",
                () -> edited("\"headers\": {\"X-Total\": {}}, ", ""),
                () -> edited("\"description\": \"one\"", "\"description\": \"1\""));
        cases.add(
                "A2",
                () -> edited("\"title\": {\"type\": \"string\"}, ", ""),
                () -> edited("\"title\": {", "\"more\": {}, \"title\": {"));
        cases.add(
                "A3",
                () -> edited("\"size\": {\"type\": \"integer\"", "\"size\": {\"type\": \"string\""),
                () -> edited("\"note\": {\"type\": [\"string\", \"null\"]}", "\"note\": {\"type\": \"string\"}"));
        cases.add(
                "A4",
                () -> edited("\"required\": [\"name\"]", "\"required\": [\"name\", \"weight\"]"),
                () -> edited("\"required\": [\"name\"]", "\"required\": []"));
        cases.add(
                "A5",
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]"),
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\"]"));
        cases.add(
                "A5a",
                () -> edited("\"enum\": [\"calm\"]", "\"enum\": [\"calm\", \"wild\"]"),
                () -> edited("\"enum\": [\"a\", \"b\"]", "\"enum\": [\"a\", \"b\", \"c\"]"));
        cases.add(
                "A6",
                () -> edited("\"title\": {", "\"more\": {}, \"title\": {"),
                () -> edited("\"title\": {\"type\": \"string\"}, ", ""));
        cases.add(
                "A7",
                () -> edited("\"default\": 20", "\"default\": 50"),
                () -> edited("\"maximum\": 100", "\"maximum\": 200"));
        cases.add(
                "A8",
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": [\"write\"]}]"),
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": []}, {\"cookie\": []}]"));
        cases.add(
                "A8a",
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": []}, {\"cookie\": []}]"),
                () -> edited("\"security\": [{\"token\": []}]", "\"security\": [{\"token\": [\"write\"]}]"));
        cases.add(
                "A9",
                () -> edited(
                        "\"404\": {\"description\": \"none\"}", "\"404\": {\"description\": \"none\"}, \"409\": {}"),
                () -> edited(
                        "\"404\": {\"description\": \"none\"}", "\"404\": {\"description\": \"none\"}, \"503\": {}"));
        cases.add(
                "A10",
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-04}, "),
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-03}, "));
        cases.add(
                "A10a",
                () -> edited(
                        "deprecated: [", "deprecated: [{operation: GET /docs, since: 1.6.0, sunset: 2027-09-03}, "),
                () -> edited("sunset: 2027-11-16", "sunset: 2027-12-01"));
        cases.add(
                "A11",
                () -> edited(
                        "\"operationId\": \"showDoc\"", "\"operationId\": \"showDoc\", \"x-piprio-tier\": \"preview\""),
                () -> edited("\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\""));
        cases.add(
                "A11a",
                () -> edited("\"x-piprio-tier\": \"preview\"", "\"x-piprio-tier\": \"stable\""),
                () -> edited(
                        "\"operationId\": \"showDoc\"",
                        "\"operationId\": \"showDoc\", \"x-piprio-tier\": \"preview\""));
        cases.add(
                "A12",
                () -> edited("\"x\": {\"type\": \"string\"}", "\"x\": {\"type\": \"integer\"}"),
                () -> edited("\"size\": {\"type\": \"integer\"", "\"size\": {\"type\": \"string\""));
        cases.add("A12a", () -> edited("\"/try\"", "\"/tried\""), () -> edited("\"/old\"", "\"/older\""));
        cases.add(
                "A13",
                () -> edited("\"operationId\": \"showDoc\"", "\"operationId\": \"getDoc\""),
                () -> edited("\"/docs/{id}\"", "\"/docs/{doc}\""));
        cases.add(
                "A13a",
                () -> edited("\"/docs/{id}\"", "\"/docs/{doc}\""),
                () -> edited("\"operationId\": \"showDoc\"", "\"operationId\": \"getDoc\""));
        cases.add(
                "A14",
                () -> edited("\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"integer\"}"),
                () -> edited("\"doc\": {\"type\": \"string\"}", "\"doc\": {\"type\": \"string\"}, \"at\": {}"));
    }
}
