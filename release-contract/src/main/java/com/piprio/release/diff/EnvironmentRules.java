package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.AUTOMATIC;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;
import static com.piprio.release.diff.Verdict.DEPRECATED;

import com.piprio.release.EnvironmentVariable;
import com.piprio.release.VariableDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** E: the variables of {@code .env}. */
final class EnvironmentRules {
    static final Family<Change<EnvironmentVariable>> FAMILY = new Family<>(
            List.of(
                    new Rule<>(
                            "E1",
                            COMPATIBLE,
                            NONE,
                            "new optional variable",
                            "without it the release behaves as before",
                            "set it if you want what it offers",
                            v -> v.isNew() && !v.now().required()),
                    new Rule<>(
                            "E2",
                            BREAKING,
                            ACTION,
                            "new required variable",
                            "the release does not start without a value that only the operator knows",
                            "add it to .env",
                            v -> v.isNew() && v.now().required() && !generated(v)),
                    new Rule<>(
                            "E2a",
                            COMPATIBLE,
                            AUTOMATIC,
                            "new required variable that the upgrade fills in",
                            "nobody has to think of a value",
                            "nothing to do",
                            v -> v.isNew() && v.now().required() && generated(v)),
                    new Rule<>(
                            "E3",
                            BREAKING,
                            ACTION,
                            "variable removed",
                            "a setting that is not read any more would be ignored in silence",
                            "remove it from .env, or set its replacement",
                            Change::isGone),
                    new Rule<>(
                            "E4",
                            DEPRECATED,
                            AUTOMATIC,
                            "variable renamed; the old name still works",
                            "both names are read for at least two minor releases and six months",
                            "set the new name instead",
                            v -> newlyDeprecated(v) && replacement(v) != null),
                    new Rule<>(
                            "E4a",
                            DEPRECATED,
                            NONE,
                            "variable deprecated without replacement",
                            "it works for at least two minor releases and six months",
                            "do without it",
                            v -> newlyDeprecated(v) && replacement(v) == null),
                    new Rule<>(
                            "E5",
                            BREAKING,
                            ACTION,
                            "variable accepts less",
                            "a value that was fine may be refused",
                            "compare your value with what is accepted",
                            EnvironmentRules::acceptsLess),
                    new Rule<>(
                            "E6",
                            COMPATIBLE,
                            NONE,
                            "variable accepts more",
                            "every value that was fine still is",
                            "nothing to do",
                            v -> !acceptsLess(v) && acceptsMore(v)),
                    new Rule<>(
                            "E7",
                            BREAKING,
                            ACTION,
                            "default changed",
                            "an installation that does not set it behaves differently",
                            "set the old value in .env to keep it",
                            v -> v.differs(EnvironmentVariable::defaultValue)
                                    && !v.now().required()
                                    && !v.was().required()),
                    new Rule<>(
                            "E8",
                            BREAKING,
                            ACTION,
                            "value not taken from there any more",
                            "a secret that is only found in one place would be missing",
                            "put the value where the release reads it",
                            v -> v.isKept() && !sources(v.now()).containsAll(sources(v.was()))),
                    new Rule<>(
                            "E8a",
                            COMPATIBLE,
                            NONE,
                            "value also taken from elsewhere",
                            "where it was taken from is still read",
                            "nothing to do",
                            v -> v.isKept()
                                    && sources(v.now()).containsAll(sources(v.was()))
                                    && !sources(v.was()).containsAll(sources(v.now()))),
                    new Rule<>(
                            "E9",
                            BREAKING,
                            ACTION,
                            "optional variable becomes required",
                            "an installation that relies on the default does not start",
                            "add it to .env",
                            v -> v.isKept() && !v.was().required() && v.now().required() && !generated(v))),
            Change::name,
            EnvironmentRules::detail);

    private EnvironmentRules() {}

    private static boolean generated(Change<EnvironmentVariable> v) {
        return v.now().details().generated();
    }

    private static boolean newlyDeprecated(Change<EnvironmentVariable> v) {
        return v.isKept() && v.was().deprecation() == null && v.now().deprecation() != null;
    }

    private static @Nullable String replacement(Change<EnvironmentVariable> v) {
        EnvironmentVariable.Deprecation deprecation =
                v.after() == null ? v.was().deprecation() : v.now().deprecation();
        return deprecation == null ? null : deprecation.replacedBy();
    }

    private static List<String> sources(EnvironmentVariable variable) {
        return variable.details().sources();
    }

    private static boolean acceptsLess(Change<EnvironmentVariable> v) {
        return v.isKept()
                && !Values.of(v.now().details()).includes(Values.of(v.was().details()));
    }

    private static boolean acceptsMore(Change<EnvironmentVariable> v) {
        return v.isKept()
                && (!Values.of(v.was().details()).includes(Values.of(v.now().details()))
                        || (v.was().required() && !v.now().required()));
    }

    private static String detail(Change<EnvironmentVariable> v) {
        if (v.isNew()) {
            return v.now().summary();
        }
        return Family.joined(
                replacement(v) == null ? "" : "replaced by " + replacement(v),
                v.shown("default", EnvironmentVariable::defaultValue),
                v.shown("required", EnvironmentVariable::required),
                v.shown("accepts", variable -> variable.details().accepted()),
                v.shown("read from", EnvironmentRules::sources));
    }

    /** The values that a variable accepts. */
    private record Values(
            VariableDetails.Type type,
            @Nullable Long minimum,
            @Nullable Long maximum,
            List<String> choice) {

        static Values of(VariableDetails details) {
            return new Values(details.type(), details.minimum(), details.maximum(), details.values());
        }

        boolean includes(Values other) {
            boolean types = type == other.type || type == VariableDetails.Type.TEXT;
            boolean low = minimum == null || (other.minimum != null && other.minimum >= minimum);
            boolean high = maximum == null || (other.maximum != null && other.maximum <= maximum);
            boolean choices = choice.isEmpty() || (!other.choice.isEmpty() && choice.containsAll(other.choice));
            return types && low && high && choices;
        }
    }
}
