package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.backup.Adoption;
import com.piprio.backup.BundleId;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No data is replaced before the operator has typed where they are. */
class BundleRestoreTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final List<String> questions = new ArrayList<>();
    private UpgradeFixture fixture;
    private BundleId bundle;
    private Run run;

    @BeforeEach
    void aBundleAndARowSince() {
        fixture = new UpgradeFixture(directory);
        assertThat(fixture.backup().exitCode()).isEqualTo(ExitCode.OK);
        bundle = fixture.world.backups.bundles().get(0);
        fixture.world.data.write("since then");
        run = fixture.newRun(Plan.staying(fixture.installation.release(), bundle, List.of()));
        fixture.output.clear();
    }

    private BundleRestore restore(String typed) {
        return BundleRestore.of(run, question -> asked(question, typed), SafetyBundle.REQUIRED);
    }

    private String asked(String question, String typed) {
        questions.add(question);
        // What will be lost is said before.
        assertThat(fixture.output).containsExactly("Restore of bundle " + bundle + ":", "  1 rows");
        return typed;
    }

    private void assertNothingMoved() {
        assertThat(fixture.world.data.database().rows()).contains("since then");
        fixture.assertAllOn(fixture.way.source);
    }

    @Test
    void theDomainIsAskedForOnceAndThenTheBundleComesBack() {
        BundleRestore restore = restore(UpgradeFixture.DOMAIN);

        restore.confirm();
        assertNothingMoved();
        restore.restore();

        assertThat(questions).containsExactly("Type the domain of this installation to restore it");
        assertThat(fixture.world.data.database().rows()).doesNotContain("since then");
        assertThat(fixture.output).last().asString().endsWith("the database of before is kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "Docs.example.org", " docs.example.org", "docs.example.com"})
    void anythingElseIsRefused(String typed) {
        BundleRestore restore = restore(typed);

        OperatorException refusal = catchThrowableOfType(OperatorException.class, restore::confirm);

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DOMAIN_WRONG);
        assertThat(refusal.expected()).isEqualTo(UpgradeFixture.DOMAIN);
        assertThat(refusal.found()).isEqualTo("\"" + typed + "\"");
        assertThatThrownBy(restore::restore).isInstanceOf(IllegalStateException.class);
        assertNothingMoved();
    }

    @Test
    void withoutAConfirmationNothingStops() {
        assertThatThrownBy(restore(UpgradeFixture.DOMAIN)::restore).isInstanceOf(IllegalStateException.class);

        assertThat(questions).isEmpty();
        assertNothingMoved();
    }

    @Test
    void whereNothingWasRestoredNothingIsTakenBack() {
        BundleRestore back = BundleRestore.takenBack(run, question -> UpgradeFixture.DOMAIN);

        OperatorException refusal = catchThrowableOfType(OperatorException.class, back::confirm);

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.NO_RESTORE);
        assertNothingMoved();
    }

    @Test
    void whatARestoreReplacedComesBack() {
        BundleRestore restore = restore(UpgradeFixture.DOMAIN);
        restore.confirm();
        restore.restore();
        fixture.output.clear();
        BundleRestore back = BundleRestore.takenBack(run, question -> UpgradeFixture.DOMAIN);

        back.confirm();
        back.restore();

        assertThat(fixture.output)
                .hasSize(3)
                .startsWith("The newest restore is taken back:", "  what was written since")
                .last()
                .asString()
                .endsWith(" what was there before is back");
        assertThat(fixture.world.data.database().rows()).contains("since then");
    }

    @Test
    void aRestoreThatReplacedNothingIsLeftWithoutAQuestion() {
        List.of("api", "worker", "scheduler").forEach(fixture.world.platform::stop);
        fixture.world.effects.seed(new Fault(1, Fault.Moment.AFTER, Fault.Kind.ERROR));
        assertThatThrownBy(() -> fixture.world.backups.restore(
                        bundle, Adoption.NONE, UpgradeFixture.DOMAIN, SafetyBundle.REQUIRED, Progress.none()))
                .isInstanceOf(OperatorException.class);
        fixture.world.effects.seed(Fault.NONE);
        BundleRestore left = BundleRestore.left(run);

        left.confirm();
        left.restore();

        assertThat(fixture.output)
                .hasSize(3)
                .startsWith(
                        "The interrupted restore is left:",
                        "  it had replaced nothing; the data of before is what runs")
                .last()
                .asString()
                .endsWith(" settled");
        assertThat(fixture.world.data.database().rows()).contains("since then");
    }
}
