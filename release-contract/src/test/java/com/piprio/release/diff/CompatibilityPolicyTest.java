package com.piprio.release.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The written promise and the rules that keep it are one. */
class CompatibilityPolicyTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility-policy.md");
    private static final Pattern RULE = Pattern.compile("\\b[EFSPVMACU][0-9]+[a-z]?\\b");

    /** What the upgrader refuses with where no rule compares releases; docs/operations/errors.md. */
    private static final String REFUSAL = "UPG-[0-9]{3}";

    @Test
    void everyRuleIsInThePromiseAndEveryPromiseHasItsRule() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(new TreeSet<>(
                        RULE.matcher(page).results().map(MatchResult::group).toList()))
                .containsExactlyInAnyOrderElementsOf(
                        ContractDiff.rules().stream().map(Rule::id).toList());
    }

    @Test
    void everySentenceOfThePromiseNamesARuleOrARefusal() throws IOException {
        String keeper = "(" + RULE.pattern() + "|" + REFUSAL + ")";
        List<String> sentences = Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals("## The promise"))
                .takeWhile(line -> !line.equals("## How it is kept"))
                .filter(line -> line.startsWith("- "))
                .toList();

        assertThat(sentences).hasSizeGreaterThan(30).allSatisfy(sentence -> assertThat(sentence)
                .matches(".*\\(" + keeper + "(, " + keeper + ")*\\).*"));
    }
}
