package com.piprio.upgrader.run;

/**
 * One preflight check.
 *
 * @param name what is looked at
 * @param look returns quietly, or throws an {@link com.piprio.operator.OperatorException}; changes nothing
 */
public record Check(String name, Runnable look) {}
