package com.piprio.backup;

import java.util.Optional;

/** Somebody who may be asked for the passphrase of a bundle that no file here opens. */
@FunctionalInterface
public interface PassphrasePrompt {
    /** Nobody is there. */
    PassphrasePrompt NOBODY = question -> Optional.empty();

    /**
     * Asks, and blocks until something was typed.
     *
     * @return what was typed, without the end of the line; overwritten by who asked. Empty when nobody is there, or the
     *     input has ended
     */
    Optional<char[]> ask(String question);
}
