package com.piprio.upgrader.check;

/** How one rule is resolved; looks only. */
@FunctionalInterface
interface Resolver {
    Answer resolve(Situation situation);

    /** Nothing has to be done, whatever the installation is like. */
    static Resolver harmless(String meaning) {
        return situation -> Answer.unused(meaning);
    }

    /** No installation can do it with this upgrader. */
    static Resolver impossible(String meaning) {
        return situation -> Answer.block(meaning);
    }

    /** Concerns what lies outside of the installation: nobody can see from here whether it is done, so it is only told. */
    static Resolver told() {
        return situation -> Answer.unused("outside of the installation: see the warning")
                .warning(situation.inWords() + "; "
                        + situation.difference().rule().remedy());
    }
}
