package com.piprio.release.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules about one kind of thing. */
record Family<C>(List<Rule<C>> rules, Function<C, String> subject, Function<C, String> detail) {

    /** Every rule that applies to each change, in the order of changes, then of rules. */
    List<Difference> differences(List<C> changes) {
        List<Difference> found = new ArrayList<>();
        for (C change : changes) {
            for (Rule<C> rule : rules) {
                if (rule.applies().test(change)) {
                    found.add(new Difference(rule, subject.apply(change), detail.apply(change)));
                }
            }
        }
        return found;
    }

    /** The texts that are not empty, with commas between them. */
    static String joined(String... texts) {
        return Arrays.stream(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
