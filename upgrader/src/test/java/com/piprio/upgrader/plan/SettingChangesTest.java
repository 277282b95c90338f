package com.piprio.upgrader.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EnvFile;
import com.piprio.upgrader.plan.SettingChanges.Rename;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingChangesTest {
    private static final SettingChanges CHANGES =
            new SettingChanges(List.of(new Rename("A", "B"), new Rename("B", "C")), List.of("SALT"));

    private static EnvFile file(String text) {
        return EnvFile.parse(text, ".env");
    }

    private static String applied(String text) {
        return CHANGES.applyTo(file(text), key -> "of-" + key).text();
    }

    @Test
    void renamesInOrderAndFillsIn() {
        assertThat(applied("# first\nA=1 # one\n")).isEqualTo("# first\nC=1 # one\nSALT=of-SALT\n");
    }

    @Test
    void doesNothingTwice() {
        String once = applied("A=1\n");

        assertThat(CHANGES.applyTo(file(once), key -> "another").text()).isEqualTo(once);
    }

    @Test
    void leavesAloneWhatIsThereAlready() {
        assertThat(applied("A=1\nC=2\nSALT=mine\n")).isEqualTo("B=1\nC=2\nSALT=mine\n");
        assertThat(applied("SALT=\n")).isEqualTo("SALT=of-SALT\n");
    }

    @Test
    void isTakenBackUnderWhatWasWrittenSince() {
        EnvFile target = file(applied("A=1 # one\n")).with("LEVEL", "DEBUG");

        assertThat(CHANGES.takenBackFrom(target).text()).isEqualTo("A=1 # one\nLEVEL=DEBUG\n");
        assertThat(CHANGES.takenBackFrom(file("A=1\n")).text()).isEqualTo("A=1\n");
    }

    @Test
    void joinsWithoutDoubling() {
        assertThat(CHANGES.then(CHANGES)).isEqualTo(CHANGES);
        assertThat(SettingChanges.NONE.then(SettingChanges.generating("SALT")).isEmpty())
                .isFalse();
        assertThat(SettingChanges.NONE.isEmpty()).isTrue();
    }
}
