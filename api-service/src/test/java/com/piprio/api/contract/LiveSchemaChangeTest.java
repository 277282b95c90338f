package com.piprio.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.api.store.SchemaField;
import com.piprio.api.store.SchemaVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Whatever schema there is, whatever somebody changes in it and whatever a label says: a change that a live version
 * takes leaves every label fit. And each rule is needed: some change that only this one keeps out would make a label
 * unfit.
 */
class LiveSchemaChangeTest {

    private static final List<String> LIVE = List.of("C7", "C8");
    private static final List<String> NEEDED = List.of("C1", "C2", "C3", "C4", "C5", "C6");
    private static final List<String> TEXTS = List.of("", "x", "xyz", "wxyz");

    /** Rules without which a label would have become unfit. */
    private final Set<String> needed = new TreeSet<>();

    private int taken;

    @Property(tries = 20_000)
    void aChangeThatIsTakenLeavesEveryLabelFit(
            @ForAll("schemas") List<SchemaField> before,
            @ForAll SchemaEdit edit,
            @ForAll("fields") SchemaField other,
            @ForAll("choices") List<Integer> choices) {
        List<SchemaField> after = edit.of(before, choices.get(0) % before.size(), other);
        Map<String, Object> label = label(before, choices);
        if (!isSound(after) || !fits(before, label)) {
            return;
        }

        List<Refusal> refusals = SchemaChanges.refusals(before, after, LIVE);

        boolean fitsStill = fits(after, label);
        if (refusals.isEmpty()) {
            taken++;
            assertThat(fitsStill).as("%s under %s", label, after).isTrue();
        } else if (!fitsStill) {
            Set<String> rules = new HashSet<>();
            refusals.forEach(refusal -> rules.add(refusal.rule()));
            if (rules.size() == 1) {
                needed.addAll(rules);
            }
        }
    }

    @AfterProperty
    void noRuleCouldBeLeftOut() {
        assertThat(taken).isGreaterThan(1_000);
        assertThat(needed).containsExactlyElementsOf(NEEDED);
    }

    private static boolean isSound(List<SchemaField> fields) {
        return fields.stream().allMatch(field -> field.problem().isEmpty())
                && fields.stream().map(SchemaField::name).distinct().count() == fields.size();
    }

    private static boolean fits(List<SchemaField> fields, Map<String, Object> label) {
        return new SchemaVersion(1, fields, Instant.EPOCH).problemWith(label).isEmpty();
    }

    /** Values that mostly fit; about every fifth is absent. */
    private static Map<String, Object> label(List<SchemaField> fields, List<Integer> choices) {
        Map<String, Object> label = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            int choice = choices.get(i + 1);
            List<?> values =
                    switch (fields.get(i).type()) {
                        case "text" -> TEXTS;
                        case "number" -> List.of(0, 1, 2.5, 3L);
                        case "boolean" -> List.of(true, false);
                        default -> fields.get(i).options();
                    };
            if (choice % 5 != 0) {
                label.put(fields.get(i).name(), values.get(choice % values.size()));
            }
        }
        return label;
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 59).list().ofSize(4);
    }

    @Provide
    Arbitrary<List<SchemaField>> schemas() {
        return fields().list().ofMinSize(1).ofMaxSize(3).uniqueElements(SchemaField::name);
    }

    @Provide
    Arbitrary<SchemaField> fields() {
        Arbitrary<String> name = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<Boolean> required = Arbitraries.of(true, false);
        Arbitrary<Double> bound = Arbitraries.of(0.0, 1.0, 2.0, 3.0).injectNull(0.4);
        Arbitrary<SchemaField> number = Combinators.combine(
                        name,
                        required,
                        bound,
                        bound,
                        Arbitraries.of("EUR", "USD").injectNull(0.5),
                        texts())
                .as((named, needs, one, other, unit, label) -> new SchemaField(
                        named,
                        "number",
                        needs,
                        List.of(),
                        label,
                        null,
                        unit,
                        lower(one, other),
                        upper(one, other),
                        null));
        Arbitrary<SchemaField> text = Combinators.combine(
                        name, required, Arbitraries.of(1, 3, 4).injectNull(0.4), texts(), texts())
                .as((named, needs, longest, label, hint) ->
                        new SchemaField(named, "text", needs, List.of(), label, hint, null, null, null, longest));
        Arbitrary<SchemaField> choice = Combinators.combine(
                        name, required, Arbitraries.of("x", "y", "xyz").set().ofMinSize(1), texts())
                .as((named, needs, options, label) -> new SchemaField(
                        named, "choice", needs, List.copyOf(options), label, null, null, null, null, null));
        Arbitrary<SchemaField> bool = Combinators.combine(name, required, texts())
                .as((named, needs, hint) ->
                        new SchemaField(named, "boolean", needs, List.of(), null, hint, null, null, null, null));
        return Arbitraries.oneOf(number, text, choice, bool);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("one", "two").injectNull(0.5);
    }

    private static Double lower(Double one, Double other) {
        return one == null || other == null ? one : Double.valueOf(Math.min(one, other));
    }

    private static Double upper(Double one, Double other) {
        return one == null || other == null ? other : Double.valueOf(Math.max(one, other));
    }
}
