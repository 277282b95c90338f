package com.piprio.release.diff;

import static com.piprio.release.diff.Pair.edited;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds what it is for, and leaves alone what looks like it. */
class RulesTest {
    private static final Map<String, RuleCases.Case> CASES = RuleCases.all();

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
