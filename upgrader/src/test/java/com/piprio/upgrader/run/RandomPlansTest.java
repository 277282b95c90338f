package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.upgrader.run.RandomPlan.Typed;
import com.piprio.upgrader.run.RandomPlan.Verb;
import com.piprio.upgrader.run.UpgradeFixture.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random sequences of commands, crashes and faults against a model. A plan that fails is kept in {@code
 * target/failing-plans}, shrunk, and is run alone by {@code mvn test -pl upgrader -am -Dtest=RandomPlansTest
 * -Dplan=FILE}; those in {@code src/test/resources/plans} are run by every build.
 */
class RandomPlansTest {
    private static final Path KEPT = Path.of("src/test/resources/plans");
    private static final Path FAILING = Path.of("target/failing-plans");
    private static final int MOST_EFFECTS = 30;

    @Property(tries = 400)
    void everyPlanEndsAsItsModel(@ForAll("plans") RandomPlan plan) {
        try {
            run(plan, UnaryOperator.identity());
        } catch (RuntimeException | AssertionError e) {
            keep(plan);
            throw e;
        }
    }

    @Provide
    Arbitrary<RandomPlan> plans() {
        Arbitrary<Fault> fault = Combinators.combine(
                        Arbitraries.integers().between(1, MOST_EFFECTS),
                        Arbitraries.of(Fault.Moment.class),
                        Arbitraries.of(Fault.Kind.class))
                .as(Fault::new);
        Arbitrary<Typed> typed = Combinators.combine(
                        Arbitraries.of(Verb.class), Arbitraries.oneOf(Arbitraries.just(Fault.NONE), fault))
                .as((verb, wrong) -> new Typed(verb, verb == Verb.WRITE || verb == Verb.FINALIZE ? Fault.NONE : wrong));
        return Combinators.combine(
                        Arbitraries.of(Way.class), typed.list().ofMinSize(1).ofMaxSize(10))
                .as(RandomPlan::new);
    }

    @Example
    void thePlansThatWereKeptHold() throws IOException {
        for (Path file : plansToReplay()) {
            assertThat(file).exists();
            run(RandomPlan.read(file), UnaryOperator.identity());
        }
    }

    private static List<Path> plansToReplay() throws IOException {
        String named = System.getProperty("plan");
        if (named != null) {
            return List.of(Path.of(named));
        }
        try (Stream<Path> kept = Files.list(KEPT)) {
            List<Path> files = kept.sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    @Example
    void aPlanIsWrittenAsItIsRead() throws IOException {
        String text = "way side-by-side\nwrite\nupgrade struck at 12 after signal\nresume\ntake-back\n";

        assertThat(RandomPlan.parse(text).text()).isEqualTo(text);
        assertThatThrownBy(() -> RandomPlan.parse("way hold\nupgrade hit at 3 after kill"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RandomPlan.parse("upgrade\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void seesAResumeThatForgetsTheScheduler() {
        seesMissing("start-scheduler");
    }

    @Example
    void seesAnUpgradeThatLeavesOldWorkers() {
        seesMissing("replace-workers");
    }

    private static void seesMissing(String forgotten) {
        RandomPlan plan = RandomPlan.parse("way hold\nwrite\nupgrade struck at 17 after kill\nresume\n");
        run(plan, UnaryOperator.identity());

        assertThatThrownBy(() -> run(plan, steps -> steps.stream()
                        .filter(step ->
                                !step.name().equals(forgotten) && !step.name().equals("verify"))
                        .toList()))
                .isInstanceOf(AssertionError.class);
    }

    private static void run(RandomPlan plan, UnaryOperator<List<Step>> mistake) {
        try {
            Path directory = MemoryDirectory.make();
            try {
                PlanModel.run(plan, directory, mistake);
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static void keep(RandomPlan plan) {
        try {
            Files.createDirectories(FAILING);
            Files.writeString(FAILING.resolve("everyPlanEndsAsItsModel.plan"), plan.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
