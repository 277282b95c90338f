package com.piprio.upgrader.run;

/** Where a typed confirmation comes from: a terminal, or an option of the command. */
@FunctionalInterface
public interface Confirmation {

    /**
     * The domain that the operator typed, unchecked.
     *
     * @throws com.piprio.operator.OperatorException when there is no terminal and no option
     */
    String domain(String question);
}
