package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.EnumSet;
import java.util.Set;

/** Whether a restore may go on when the present state cannot be put into a bundle of its own first. */
public enum SafetyBundle {
    /** No restore without one. */
    REQUIRED(EnumSet.noneOf(ErrorCode.class)),

    /** Missing only when the present data cannot be read; its database is kept all the same. */
    MAY_BE_UNREADABLE(EnumSet.of(ErrorCode.DUMP_FAILED, ErrorCode.OBJECT_MISSING, ErrorCode.DATABASE_UNREACHABLE)),

    /** For the way back from an upgrade, which must not fail for want of a second copy. */
    WHERE_POSSIBLE(EnumSet.complementOf(EnumSet.of(ErrorCode.BUG)));

    private final Set<ErrorCode> tolerated;

    SafetyBundle(Set<ErrorCode> tolerated) {
        this.tolerated = tolerated;
    }

    boolean mayLack(ErrorCode reason) {
        return tolerated.contains(reason);
    }

    /** The refusal of a restore that has to have one. */
    static OperatorException missing(OperatorException cause) {
        boolean unreadable = MAY_BE_UNREADABLE.mayLack(cause.code());
        return OperatorException.of(cause.code(), "no bundle of the present state can be made: " + cause.problem())
                .expected(cause.expected())
                .found(cause.found())
                .remedy(
                        unreadable
                                ? "nothing was changed; mend that, or, where the present data cannot be read any more,"
                                        + " add --without-safety-bundle: its database is kept all the same"
                                : "nothing was changed; " + cause.remedy())
                .cause(cause)
                .build();
    }
}
