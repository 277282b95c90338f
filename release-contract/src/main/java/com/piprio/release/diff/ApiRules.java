package com.piprio.release.diff;

import static com.piprio.release.diff.Handling.ACTION;
import static com.piprio.release.diff.Handling.NONE;
import static com.piprio.release.diff.Verdict.BREAKING;
import static com.piprio.release.diff.Verdict.COMPATIBLE;
import static com.piprio.release.diff.Verdict.DEPRECATED;

import com.piprio.release.diff.ApiChange.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A: the HTTP API. Only the stable tier is promised; changes of the preview tier are told by A12. */
final class ApiRules {
    private static final String CLIENTS = "change the clients that use it first";

    static final Family<ApiChange> FAMILY = new Family<>(
            List.of(
                    new Rule<>(
                            "A1",
                            BREAKING,
                            ACTION,
                            "operation, status, media type or header removed",
                            "clients that use it fail",
                            CLIENTS,
                            stable(
                                    Kind.OPERATION_REMOVED,
                                    Kind.STATUS_REMOVED,
                                    Kind.MEDIA_TYPE_REMOVED,
                                    Kind.HEADER_REMOVED)),
                    new Rule<>(
                            "A2",
                            BREAKING,
                            ACTION,
                            "field of an answer removed",
                            "clients read it, an optional one too",
                            CLIENTS,
                            stable(Kind.ANSWER_FIELD_REMOVED)),
                    new Rule<>(
                            "A3",
                            BREAKING,
                            ACTION,
                            "type changed",
                            "clients that are strict about types fail",
                            CLIENTS,
                            stable(Kind.TYPE_CHANGED, Kind.ANSWER_MAY_BE_NULL)),
                    new Rule<>(
                            "A4",
                            BREAKING,
                            ACTION,
                            "request has to say more, or may say less",
                            "requests that were fine are refused",
                            CLIENTS,
                            stable(Kind.REQUEST_NEEDS_MORE, Kind.REQUEST_TAKES_LESS)),
                    new Rule<>(
                            "A5",
                            BREAKING,
                            ACTION,
                            "answer leaves a field out, or has a new value",
                            "clients expect the field, and know all values",
                            CLIENTS,
                            stable(Kind.ANSWER_FIELD_MAY_BE_ABSENT, Kind.ANSWER_VALUE_ADDED)),
                    new Rule<>(
                            "A5a",
                            COMPATIBLE,
                            NONE,
                            "new value of an open list",
                            "the document says that values may come (x-extensible-enum)",
                            "nothing to do",
                            stable(Kind.ANSWER_VALUE_ADDED_AS_ANNOUNCED)),
                    new Rule<>(
                            "A6",
                            COMPATIBLE,
                            NONE,
                            "new in the API, or accepted in addition",
                            "who does not use it notices nothing",
                            "nothing to do",
                            stable(
                                    Kind.OPERATION_ADDED,
                                    Kind.STATUS_ADDED,
                                    Kind.MEDIA_TYPE_ADDED,
                                    Kind.HEADER_ADDED,
                                    Kind.ANSWER_FIELD_ADDED,
                                    Kind.REQUEST_TAKES_MORE)),
                    new Rule<>(
                            "A7",
                            BREAKING,
                            ACTION,
                            "default of a request changed",
                            "the same request has another effect",
                            "say the old value in the request",
                            stable(Kind.DEFAULT_CHANGED)),
                    new Rule<>(
                            "A8",
                            BREAKING,
                            ACTION,
                            "access needs another scheme or scope",
                            "clients that were let in are turned away",
                            "give the clients what they need first",
                            stable(Kind.ACCESS_HARDER)),
                    new Rule<>(
                            "A8a",
                            COMPATIBLE,
                            NONE,
                            "access by another way",
                            "the old way goes on working",
                            "nothing to do",
                            stable(Kind.ACCESS_BY_ANOTHER_WAY)),
                    new Rule<>(
                            "A9",
                            BREAKING,
                            ACTION,
                            "requests refused in another way",
                            "clients handle the refusals that they know",
                            CLIENTS,
                            stable(Kind.REJECTION_ADDED, Kind.REJECTION_REMOVED)),
                    new Rule<>(
                            "A10",
                            DEPRECATED,
                            NONE,
                            "operation deprecated",
                            "it works for at least 180 days more, and every answer says so",
                            "change the clients that use it by the sunset",
                            stable(Kind.DEPRECATED)),
                    new Rule<>(
                            "A10a",
                            BREAKING,
                            ACTION,
                            "operation ends in less than 180 days, or earlier than announced",
                            "clients are changed by plan, and plans take time",
                            CLIENTS,
                            stable(Kind.SUNSET_TOO_EARLY)),
                    new Rule<>(
                            "A11",
                            BREAKING,
                            ACTION,
                            "operation moves from the stable to the preview tier",
                            "what was promised is promised no more",
                            CLIENTS,
                            change -> change.kind() == Kind.TIER_LOWERED),
                    new Rule<>(
                            "A11a",
                            COMPATIBLE,
                            NONE,
                            "operation moves from the preview to the stable tier",
                            "it is promised from now on",
                            "nothing to do",
                            change -> change.kind() == Kind.TIER_RAISED),
                    new Rule<>(
                            "A12",
                            COMPATIBLE,
                            NONE,
                            "change in the preview tier",
                            "it is there to be tried, and may change",
                            "look at it if you try it",
                            change -> !change.stable() && !isTier(change) && change.kind() != Kind.OPERATION_REMOVED),
                    new Rule<>(
                            "A12a",
                            COMPATIBLE,
                            ACTION,
                            "operation of the preview tier removed",
                            "it was never promised",
                            "stop using it",
                            change -> !change.stable() && change.kind() == Kind.OPERATION_REMOVED),
                    new Rule<>(
                            "A13",
                            DEPRECATED,
                            NONE,
                            "name of an operation changed",
                            "requests stay the same, generated clients do not",
                            "generate clients anew",
                            stable(Kind.NAME_CHANGED)),
                    new Rule<>(
                            "A13a",
                            COMPATIBLE,
                            NONE,
                            "parameter in a path renamed",
                            "no request shows its name",
                            "nothing to do",
                            stable(Kind.PATH_PARAMETER_RENAMED)),
                    new Rule<>(
                            "A14",
                            BREAKING,
                            ACTION,
                            "message to receivers changed",
                            "receivers read it as clients read an answer",
                            "change the receivers first",
                            stable(Kind.MESSAGE_CHANGED))),
            ApiChange::place,
            change -> change.detail() + (change.operations().isEmpty() ? "" : shown(change.operations())));

    private static final int SHOWN = 3;

    private ApiRules() {}

    private static Predicate<ApiChange> stable(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return change -> change.stable() && wanted.contains(change.kind());
    }

    private static boolean isTier(ApiChange change) {
        return change.kind() == Kind.TIER_LOWERED || change.kind() == Kind.TIER_RAISED;
    }

    private static String shown(List<String> operations) {
        int more = operations.size() - SHOWN;
        return ", in " + String.join(", ", operations.subList(0, Math.min(SHOWN, operations.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
