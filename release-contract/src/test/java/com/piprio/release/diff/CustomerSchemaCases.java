package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.edited;

import java.util.List;

/** What becomes of schemas that customers define. */
final class CustomerSchemaCases {

    private CustomerSchemaCases() {}

    static void addTo(RuleCases cases) {
        cases.add(
                "C1",
                () -> fields(List.of(), List.of(field("a", true))),
                () -> fields(List.of(), List.of(field("a", false))));
        cases.add(
                "C2",
                () -> fields(List.of(field("a", false)), List.of(field("a", true))),
                () -> fields(List.of(field("a", true)), List.of(field("a", false))));
        cases.add(
                "C3",
                () -> fields(List.of(field("a", false)), List.of(field("b", false))),
                () -> fields(List.of(field("a", false)), List.of(field("a", false), field("b", false))));
        cases.add("C4", () -> options(List.of("x", "y"), List.of("x")), () -> options(List.of("x"), List.of("y", "x")));
        cases.add(
                "C5",
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "number", 9))),
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 10))));
        cases.add(
                "C6",
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 8))),
                () -> fields(List.of(field("a", "text", 8)), List.of(field("a", "text", 9))));
        cases.add(
                "C7",
                () -> fields(List.of(field("a", "text", 8)), List.of(field("a", "text", 9))),
                () -> fields(List.of(field("a", "text", 9)), List.of(field("a", "text", 8))));
        cases.add(
                "C8",
                () -> fields(List.of(defaulted("x")), List.of(defaulted("y"))),
                () -> fields(List.of(defaulted("x")), List.of(defaulted("x"))));
        cases.add(
                "C9",
                () -> edited("types: [text, number]", "types: [text]"),
                () -> edited("types: [text, number]", "types: [number, text, date]"));
        cases.add(
                "C9a",
                () -> edited("liveChanges: [C7]", "liveChanges: [C7, C8]"),
                () -> edited("liveChanges: [C7]", "liveChanges: [C8]"));
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
}
