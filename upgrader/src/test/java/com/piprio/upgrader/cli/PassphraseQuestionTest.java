package com.piprio.upgrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassphraseQuestionTest {
    @Test
    void nobodyIsAskedBeforeSomebodyListens() {
        PassphraseQuestion question = new PassphraseQuestion();
        assertThat(question.ask("Passphrase: ")).isEmpty();

        question.listen(asked -> Optional.of((asked + "typed").toCharArray()));

        assertThat(question.ask("Passphrase: ").map(String::new)).contains("Passphrase: typed");
    }

    @Test
    void withoutATerminalNobodyIsThere() {
        Listening line = new Listening();

        assertThat(PassphraseQuestion.on(line.console()).ask("Passphrase: ")).isEmpty();
        assertThat(line.out()).isEmpty();
    }
}
