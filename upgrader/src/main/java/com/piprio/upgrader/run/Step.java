package com.piprio.upgrader.run;

/**
 * One step of a run: a name that journal, log and documentation share, what it may change, and the act itself.
 *
 * @param name imperative kebab-case, stable across releases
 * @param impact the most that can have changed once this step has begun
 * @param action blocks until the step's postcondition holds, or throws; idempotent, so that an interrupted run can be
 *     resumed at the step it died in
 */
public record Step(String name, Impact impact, Runnable action) {}
