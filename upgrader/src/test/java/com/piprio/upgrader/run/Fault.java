package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/**
 * Something that goes wrong at one of the effects of a run, counted from 1.
 *
 * @param effect which effect; 0 for none
 * @param moment before the effect happens, or after it happened and before anybody knows
 * @param kind what the run sees of it
 */
record Fault(int effect, Moment moment, Kind kind) {
    static final Fault NONE = new Fault(0, Moment.BEFORE, Kind.ERROR);

    enum Moment {
        BEFORE,
        AFTER
    }

    enum Kind {
        /** An error. */
        ERROR,
        /** No answer until a deadline passes, which is an error then. */
        HANG,
        /** Ctrl-C, SIGTERM or SIGHUP: the child that was at work is ended, and the run told to stop. */
        SIGNAL,
        /** The end of the process. */
        KILL
    }

    /** @return only from a signal, which is heard later */
    void strike(String name, Runnable signal, Runnable hang) {
        switch (kind) {
            case KILL -> throw new Killed(this + " at " + name);
            case SIGNAL -> signal.run();
            case HANG -> {
                hang.run();
                throw OperatorException.of(ErrorCode.PROCESS_TIMEOUT, "seeded hang " + moment + " " + name)
                        .remedy("none, it is a test")
                        .build();
            }
            case ERROR -> throw failed(moment + " " + name);
        }
    }

    static OperatorException failed(String where) {
        return OperatorException.of(ErrorCode.COMMAND_FAILED, "seeded error " + where)
                .remedy("none, it is a test")
                .build();
    }
}
