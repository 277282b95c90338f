package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody told this process to end: Ctrl-C, SIGTERM or a lost terminal. A run hears of it once, while it waits
 * or between two steps, as if its step had failed; what follows then, such as starting the scheduler again, is not
 * disturbed a second time.
 */
public final class StopRequest {
    private volatile boolean made;
    private volatile boolean heard;

    /** Called from another thread than the run's. */
    public void make() {
        made = true;
    }

    /** @throws OperatorException {@link ErrorCode#PROCESS_INTERRUPTED} when a request was made and not heard yet */
    void check() {
        if (hear()) {
            throw asProblem(null);
        }
    }

    /** True for the first to ask after a request was made. */
    boolean hear() {
        boolean first = made && !heard;
        heard |= first;
        return first;
    }

    /** True once the run knows. */
    public boolean heard() {
        return heard;
    }

    /** What the operator is told. */
    public static OperatorException problem() {
        return asProblem(null);
    }

    /** @param cause what failed when the process' children were ended; null when nothing did */
    static OperatorException asProblem(@Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.PROCESS_INTERRUPTED, "this run was told to stop before its end")
                .found("Ctrl-C, SIGTERM or a terminal that was closed")
                .remedy("decide when you are ready; scripts/status.sh shows what runs")
                .cause(cause)
                .build();
    }
}
