package com.piprio.upgrader.plan;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses the mildest cut-over that is safe for the pending migrations, or proves the one that was asked for. */
final class CutoverChoice {
    /** The proxy gives a held request up after 40 tries, one a second; the burst after a pause needs some of it. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(35);

    private final List<Migration> offline;
    private final HeadRoom room;
    private final Duration pause;
    private final CutoverWish wish;

    CutoverChoice(List<Migration> pending, CutoverBasis basis, CutoverWish wish) {
        this.offline = pending.stream()
                .filter(migration -> migration.kind() == MigrationClass.OFFLINE)
                .toList();
        this.room = basis.room();
        this.pause = basis.pauseOf(pending);
        this.wish = wish;
    }

    /** @throws OperatorException when the cut-over that was asked for is not safe */
    Cutover choose() {
        Cutover.Mode asked = wish.mode();
        if (asked == null) {
            return best();
        }
        return switch (asked) {
            case SIDE_BY_SIDE -> provenSideBySide();
            case HOLD -> provenHold();
            case MAINTENANCE -> paused(Cutover.Mode.MAINTENANCE, "asked for");
        };
    }

    private Cutover best() {
        if (offline.isEmpty() && room.suffices()) {
            return sideBySide("no offline migration; " + room.inWords());
        }
        String cause = offline.isEmpty()
                ? room.inWords()
                : offline.size() + (offline.size() == 1 ? " offline migration" : " offline migrations")
                        + ", the source must not run on the new schema";
        boolean brief = pause.compareTo(wish.holdLimit()) <= 0;
        return paused(brief ? Cutover.Mode.HOLD : Cutover.Mode.MAINTENANCE, cause);
    }

    private static Cutover sideBySide(String reason) {
        return new Cutover(Cutover.Mode.SIDE_BY_SIDE, reason, Duration.ZERO);
    }

    private Cutover paused(Cutover.Mode mode, String cause) {
        String limit = "the hold limit of " + Texts.seconds(wish.holdLimit());
        String predicted = "predicted pause " + Texts.seconds(pause)
                + (pause.compareTo(wish.holdLimit()) <= 0 ? " is within " : " is beyond ") + limit;
        return new Cutover(mode, cause + "; " + predicted, pause);
    }

    private Cutover provenSideBySide() {
        if (!offline.isEmpty()) {
            throw refusal(
                    "online migrations only",
                    "offline: "
                            + offline.stream()
                                    .map(Migration::version)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")),
                    "leave --cutover away, or take --cutover hold or maintenance");
        }
        if (!room.suffices()) {
            throw refusal("room for a second API", room.inWords(), "make room, or leave --cutover away");
        }
        return sideBySide("asked for; no offline migration; " + room.inWords());
    }

    private Cutover provenHold() {
        if (pause.compareTo(LONGEST_HOLD) > 0) {
            throw refusal(
                    "a pause of at most " + Texts.seconds(LONGEST_HOLD)
                            + ": the proxy holds no request for longer than 40 s",
                    "predicted pause " + Texts.seconds(pause),
                    "leave --cutover away, or take --cutover maintenance");
        }
        return paused(Cutover.Mode.HOLD, "asked for");
    }

    private OperatorException refusal(String expected, String found, String remedy) {
        return OperatorException.of(ErrorCode.CUTOVER_REFUSED, "this cut-over is not safe here")
                .expected(expected)
                .found(found)
                .remedy(remedy)
                .build();
    }
}
