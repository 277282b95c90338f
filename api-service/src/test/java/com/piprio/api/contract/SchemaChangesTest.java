package com.piprio.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.api.store.SchemaField;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaChangesTest {

    private static final SchemaField KIND = choice(List.of("invoice", "offer"), null);

    private final SchemaChanges changes = in("1.5.0");

    private static SchemaChanges in(String release) {
        return new SchemaChanges(ReleaseContractTest.of(Path.of("..", "releases", release)));
    }

    private static SchemaField choice(List<String> options, String label) {
        return new SchemaField("kind", "choice", false, options, label, null, null, null, null, null);
    }

    @Test
    void aLabelMayBeCorrectedInALiveVersion() {
        assertThat(changes.refusals(List.of(KIND), List.of(choice(KIND.options(), "Kind of document"))))
                .isEmpty();
    }

    @Test
    void aRefusalNamesTheRuleItsReasonAndTheWayForward() {
        assertThat(changes.refusals(List.of(KIND), List.of(choice(List.of("invoice"), "Kind"))))
                .containsExactly(new Refusal(
                        "C4",
                        "kind",
                        "option removed",
                        "options [invoice, offer] -> [invoice], label null -> Kind",
                        "labels that were made under the version would not fit it any more",
                        "make it in a new version of the schema"));
    }

    @Test
    void everyRuleThatAppliesIsNamed() {
        SchemaField text = new SchemaField("kind", "text", true, List.of(), null, null, null, null, null, 3);

        assertThat(changes.refusals(List.of(KIND), List.of(text)))
                .extracting(Refusal::rule)
                .containsExactly("C2", "C4", "C5", "C6");
    }

    /** Also what would be compatible: a release decides what may be done in it. */
    @Test
    void aReleaseThatNamesNoLiveChangeTakesNone() {
        assertThat(in("1.4.0").refusals(List.of(KIND), List.of(choice(KIND.options(), "Kind"))))
                .extracting(Refusal::rule)
                .containsExactly("C7");
    }
}
