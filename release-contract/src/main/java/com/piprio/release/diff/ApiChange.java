package com.piprio.release.diff;

import java.util.List;

/**
 * One change of the HTTP API, as its document shows it.
 *
 * @param place the operation, or the field of a schema
 * @param stable whether an operation of the stable tier shows it
 * @param operations that show it
 */
record ApiChange(Kind kind, String place, String detail, boolean stable, List<String> operations) {

    ApiChange {
        operations = List.copyOf(operations);
    }

    /** What can change. */
    enum Kind {
        OPERATION_REMOVED,
        OPERATION_ADDED,
        STATUS_REMOVED,
        STATUS_ADDED,
        REJECTION_ADDED,
        REJECTION_REMOVED,
        MEDIA_TYPE_REMOVED,
        MEDIA_TYPE_ADDED,
        HEADER_REMOVED,
        HEADER_ADDED,
        ANSWER_FIELD_REMOVED,
        ANSWER_FIELD_ADDED,
        TYPE_CHANGED,
        ANSWER_MAY_BE_NULL,
        ANSWER_FIELD_MAY_BE_ABSENT,
        ANSWER_VALUE_ADDED,
        ANSWER_VALUE_ADDED_AS_ANNOUNCED,
        REQUEST_NEEDS_MORE,
        REQUEST_TAKES_LESS,
        REQUEST_TAKES_MORE,
        DEFAULT_CHANGED,
        ACCESS_HARDER,
        ACCESS_BY_ANOTHER_WAY,
        DEPRECATED,
        SUNSET_TOO_EARLY,
        TIER_LOWERED,
        TIER_RAISED,
        NAME_CHANGED,
        PATH_PARAMETER_RENAMED,
        MESSAGE_CHANGED
    }
}
