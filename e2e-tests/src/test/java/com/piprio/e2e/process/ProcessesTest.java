package com.piprio.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    @Test
    void returnsExitCodeAndBothOutputs() {
        Run run = Processes.run(CommandLine.of("sh", "-c", "echo one; echo two >&2; exit 3"));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.stdout()).isEqualTo("one\n");
        assertThat(run.stderr()).isEqualTo("two\n");
    }

    @Test
    void readsMoreThanAPipeHolds() {
        assertThat(Processes.run(CommandLine.of("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x"))
                        .stdout())
                .hasSize(1_000_000);
    }

    @Test
    void endsAProgramAndItsChildrenAtTheLimit() {
        Instant before = Instant.now();
        assertThatThrownBy(() -> Processes.run(CommandLine.of("sh", "-c", "echo started; sleep 60 & sleep 60")
                        .within(Duration.ofMillis(500))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("killed")
                .hasMessageContaining("started");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void givesNoAnswerToAProgramThatAsks() {
        assertThat(Processes.run(CommandLine.of("sh", "-c", "read answer || echo nobody"))
                        .stdout())
                .isEqualTo("nobody\n");
    }

    @Test
    void wantsCodeStateAndRemedyInAnErrorBlock() {
        String block = "ERROR UPG-104  no disk\n  state     nothing was changed\n  do        free space\n";
        Run complete = new Run(CommandLine.of("upgrade"), 3, "", block, Instant.EPOCH, Duration.ZERO);
        assertThat(complete.expectRefusal("UPG-104").errorCode()).isEqualTo("UPG-104");
        assertThatThrownBy(() -> complete.expectRefusal("UPG-301"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected error UPG-301");
        for (String without : new String[] {"ERROR UPG-104", "  state ", "  do "}) {
            Run run = new Run(
                    CommandLine.of("upgrade"), 3, "", block.replace(without, "x"), Instant.EPOCH, Duration.ZERO);
            assertThatThrownBy(run::expectErrorBlock).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void doesNotAcceptARefusalThatExitsWithZero() {
        Run run = new Run(
                CommandLine.of("upgrade"),
                0,
                "",
                "ERROR UPG-301  no\n  state x\n  do y\n",
                Instant.EPOCH,
                Duration.ZERO);
        assertThatThrownBy(() -> run.expectRefusal("UPG-301"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected exit code 3, but it was 0");
    }
}
