package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;

/**
 * Why and where a run stopped.
 *
 * @param step the step that failed
 * @param problem what it said
 */
public record StepFailure(Step step, OperatorException problem) {}
