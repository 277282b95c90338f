package com.piprio.upgrader.cli;

import com.piprio.backup.PassphrasePrompt;
import java.util.Optional;

/**
 * Asks for the passphrase of an encrypted bundle, once a command listens for it; until then nobody is asked. What is typed
 * is neither shown nor kept, and there is no option for it: arguments can be read by every process of the host.
 */
final class PassphraseQuestion implements PassphrasePrompt {
    private volatile PassphrasePrompt listener = PassphrasePrompt.NOBODY;

    /** From now on this one answers. */
    void listen(PassphrasePrompt answers) {
        listener = answers;
    }

    @Override
    public Optional<char[]> ask(String question) {
        return listener.ask(question);
    }

    /** Whoever sits at the terminal; nobody where there is none. */
    static PassphrasePrompt on(Console console) {
        java.io.Console terminal = console.terminal();
        return terminal == null
                ? PassphrasePrompt.NOBODY
                : question -> Optional.ofNullable(terminal.readPassword("%s", question));
    }
}
