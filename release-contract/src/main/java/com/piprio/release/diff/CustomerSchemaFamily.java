package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.BLOCK;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;

import com.piprio.release.CustomerSchemaRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** C: schema definitions that customers write. What is breaking needs a new version; labels keep theirs. */
public final class CustomerSchemaFamily {
    private static final String NEW_VERSION = "make it in a new version of the schema";
    private static final String LABELS = "labels that were made under the version would not fit it any more";

    static final Family<Change<CustomerField>> FIELDS = new Family<>(
            List.of(
                    new Rule<>(
                            "C1",
                            BREAKING,
                            BLOCK,
                            "required field added",
                            LABELS,
                            NEW_VERSION,
                            f -> f.isNew() && f.now().required()),
                    new Rule<>(
                            "C2",
                            BREAKING,
                            BLOCK,
                            "optional field becomes required",
                            LABELS,
                            NEW_VERSION,
                            f -> f.isKept() && !f.was().required() && f.now().required()),
                    new Rule<>("C3", BREAKING, BLOCK, "field removed or renamed", LABELS, NEW_VERSION, Change::isGone),
                    new Rule<>(
                            "C4",
                            BREAKING,
                            BLOCK,
                            "option removed",
                            LABELS,
                            NEW_VERSION,
                            f -> f.isKept()
                                    && !f.now().options().containsAll(f.was().options())),
                    new Rule<>(
                            "C5",
                            BREAKING,
                            BLOCK,
                            "type, unit or number of values changed",
                            LABELS,
                            NEW_VERSION,
                            f -> f.differs(CustomerField::type)
                                    || f.differs(CustomerField::unit)
                                    || f.differs(CustomerField::many)),
                    new Rule<>(
                            "C6",
                            BREAKING,
                            BLOCK,
                            "constraint tightened",
                            LABELS,
                            NEW_VERSION,
                            CustomerSchemaFamily::tightened),
                    new Rule<>(
                            "C7",
                            COMPATIBLE,
                            NONE,
                            "optional field or option added, constraint relaxed, label or hint changed",
                            "every label that fitted still fits",
                            "nothing to do",
                            CustomerSchemaFamily::relaxed),
                    new Rule<>(
                            "C8",
                            COMPATIBLE,
                            NONE,
                            "default changed",
                            "stored labels stay as they are",
                            "nothing to do",
                            f -> f.differs(CustomerField::defaultValue))),
            Change::name,
            f -> Family.joined(
                    f.shown("required", CustomerField::required),
                    f.shown("type", CustomerField::type),
                    f.shown("unit", CustomerField::unit),
                    f.shown("options", CustomerField::options),
                    f.shown("minimum", CustomerField::minimum),
                    f.shown("maximum", CustomerField::maximum),
                    f.shown("longest", CustomerField::longest),
                    f.shown("pattern", CustomerField::pattern),
                    f.shown("label", CustomerField::label),
                    f.shown("hint", CustomerField::hint),
                    f.shown("default", CustomerField::defaultValue)));

    /** What a release takes from all customers. */
    static final Family<Change<CustomerSchemaRules>> META = new Family<>(
            List.of(
                    new Rule<>(
                            "C9",
                            BREAKING,
                            ACTION,
                            "type, keyword or live change not taken any more",
                            "definitions that were fine are refused",
                            "rewrite the definitions that use it",
                            c -> !takes(c.now(), c.was())),
                    new Rule<>(
                            "C9a",
                            COMPATIBLE,
                            NONE,
                            "new type, keyword or live change",
                            "definitions that do not use it stay as they are",
                            "nothing to do",
                            c -> takes(c.now(), c.was()) && !takes(c.was(), c.now()))),
            Change::name,
            c -> Family.joined(
                    c.shown("types", CustomerSchemaRules::types),
                    c.shown("keywords", CustomerSchemaRules::keywords),
                    c.shown("in a live version", CustomerSchemaRules::liveChanges)));

    private CustomerSchemaFamily() {}

    /** Every rule that applies between two versions of a definition. */
    public static List<Difference> differences(List<CustomerField> before, List<CustomerField> after) {
        return FIELDS.differences(Change.between(before, after, CustomerField::name));
    }

    private static boolean takes(CustomerSchemaRules wide, CustomerSchemaRules narrow) {
        return wide.types().containsAll(narrow.types())
                && wide.keywords().containsAll(narrow.keywords())
                && wide.liveChanges().containsAll(narrow.liveChanges());
    }

    private static boolean tightened(Change<CustomerField> f) {
        return f.isKept() && tighter(f.was(), f.now());
    }

    private static boolean tighter(CustomerField than, CustomerField field) {
        return above(field.minimum(), than.minimum())
                || above(than.maximum(), field.maximum(), Double.POSITIVE_INFINITY)
                || above(longest(than), longest(field), Double.POSITIVE_INFINITY)
                || field.pattern() != null && !Objects.equals(field.pattern(), than.pattern())
                || field.unique() && !than.unique();
    }

    private static boolean above(@Nullable Double one, @Nullable Double other) {
        return one != null && (other == null || one > other);
    }

    /** Whether the first is larger, where an absent one has no limit. */
    private static boolean above(@Nullable Double one, @Nullable Double other, double none) {
        return (one == null ? none : one) > (other == null ? none : other);
    }

    private static @Nullable Double longest(CustomerField field) {
        return field.longest() == null ? null : field.longest().doubleValue();
    }

    private static boolean relaxed(Change<CustomerField> f) {
        if (f.isNew()) {
            return !f.now().required();
        }
        return f.isKept()
                && (f.differs(CustomerField::label)
                        || f.differs(CustomerField::hint)
                        || f.was().required() && !f.now().required()
                        || !f.was().options().containsAll(f.now().options())
                        || tighter(f.now(), f.was()));
    }
}
