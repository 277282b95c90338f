package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/**
 * Something that goes wrong at one of the effects of a run, counted from 1.
 *
 * @param effect which effect; 0 for none
 * @param moment before the effect happens, or after it happened and before anybody knows
 * @param kind an error that the run sees, or the end of the process
 */
record Fault(int effect, Moment moment, Kind kind) {
    static final Fault NONE = new Fault(0, Moment.BEFORE, Kind.ERROR);

    enum Moment {
        BEFORE,
        AFTER
    }

    enum Kind {
        ERROR,
        KILL
    }

    void strike(int current, Moment now, String name) {
        if (current == effect && now == moment) {
            if (kind == Kind.KILL) {
                throw new Killed(this + " at " + name);
            }
            throw OperatorException.of(ErrorCode.COMMAND_FAILED, "seeded error " + moment + " " + name)
                    .remedy("none, it is a test")
                    .build();
        }
    }
}
