package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.run.Confirmation;
import org.jspecify.annotations.Nullable;

/**
 * The domain from {@code --confirm-domain}, or typed on the terminal. There is no other way to consent.
 *
 * @param option null when the option was not given
 * @param console where to ask
 */
record TypedDomain(@Nullable String option, Console console) implements Confirmation {

    @Override
    public String domain(String question) {
        if (option != null) {
            return option;
        }
        if (console.terminal() == null) {
            throw OperatorException.of(ErrorCode.NO_TERMINAL, "a restore needs the installation's domain typed")
                    .expected("a terminal, or --confirm-domain DOMAIN")
                    .found("neither")
                    .remedy("run the command on a terminal, or add --confirm-domain with the domain of this"
                            + " installation")
                    .build();
        }
        String typed = console.terminal().readLine("%s: ", question);
        return typed == null ? "" : typed;
    }
}
