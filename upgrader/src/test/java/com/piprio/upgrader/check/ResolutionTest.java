package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Resolution.ACTION;
import static com.piprio.upgrader.check.Resolution.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Rule;
import com.piprio.upgrader.check.ResolutionRows.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule that an operator can meet, with what it comes to: where it is unused, and where it is not. The rows are in
 * {@link SettingRows} and {@link PlatformRows}.
 */
class ResolutionTest {
    @TempDir
    private Path directory;

    static Stream<Row> rows() {
        return Stream.concat(SettingRows.all(), PlatformRows.all());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void resolves(Row row) {
        CheckResult result = row.installation().apply(new Checked(directory)).upgradeTo(row.newer());

        List<Hit> hits = result.hops().get(0).hits().stream()
                .filter(hit -> hit.rule().equals(row.rule()))
                .toList();
        assertThat(hits).as(result.toString()).isNotEmpty();
        assertThat(hits)
                .as(result.toString())
                .allSatisfy(hit -> assertThat(hit.resolution()).isEqualTo(row.expected()))
                .anySatisfy(hit -> assertThat(hit.meaning() + "\n" + String.join("\n", hit.lines()))
                        .contains(row.says()));
        if (row.expected() == ACTION) {
            assertThat(hits).allSatisfy(hit -> assertThat(hit.lines()).isNotEmpty());
        }
        assertThat(result.toString()).doesNotContain("marker-");
    }

    /** Both histories that a check compares are of one catalogue, which shows no edit: the build of a release does. */
    @Test
    void anEditedMigrationWouldStandInTheWay() {
        Rule<?> rule = ContractDiff.rules().stream()
                .filter(known -> known.id().equals("M5"))
                .findFirst()
                .orElseThrow();

        assertThat(Resolvers.of(rule))
                .hasValueSatisfying(resolver ->
                        assertThat(resolver.resolve(null).resolution()).isEqualTo(BLOCK));
    }

    /** A new rule that an upgrade can meet without a resolution, or without a row, fails. */
    @Test
    void everyRuleOfAnUpgradeHasAResolutionAndARow() {
        List<String> ofOperators = ContractDiff.rules().stream()
                .map(Rule::id)
                .filter(id -> id.matches("[EFSPVUMA]\\d+[a-z]?|C9a?"))
                .toList();

        assertThat(ContractDiff.rules().stream()
                        .filter(rule -> Resolvers.of(rule).isPresent())
                        .map(Rule::id))
                .containsExactlyInAnyOrderElementsOf(ofOperators);
        assertThat(new TreeSet<>(rows().map(Row::rule).toList()))
                .containsExactlyInAnyOrderElementsOf(
                        ofOperators.stream().filter(id -> !id.equals("M5")).toList());
    }
}
