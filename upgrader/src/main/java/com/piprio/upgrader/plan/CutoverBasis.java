package com.piprio.upgrader.plan;

import com.piprio.release.Migration;
import com.piprio.upgrader.installation.History;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the choice of a cut-over rests on.
 *
 * @param room for a second API
 * @param usualPause how long it took the last time that an API was replaced by a pause, or the figure to assume
 * @param tableBytes size of each table
 */
public record CutoverBasis(HeadRoom room, Duration usualPause, Map<String, Long> tableBytes) {
    /** Assumed until this installation has measured its own; two idle cores need about half of it. */
    public static final Duration ASSUMED_PAUSE = Duration.ofSeconds(6);

    /** An assumption on the slow side: rewritten rows and new indexes of a disk that does other things, too. */
    private static final long BYTES_PER_SECOND = 20L << 20;

    public CutoverBasis {
        tableBytes = Map.copyOf(tableBytes);
    }

    /** Looks at the host, the database and the last pause that was measured here. */
    public static CutoverBasis look(Ports ports, Installation installation) {
        return new CutoverBasis(
                HeadRoom.look(ports),
                new History(installation).lastPause().orElse(ASSUMED_PAUSE),
                ports.schema().tableBytes());
    }

    /** The mildest cut-over that is safe for these migrations, when the operator asks for none. */
    public Cutover mildest(List<Migration> pending) {
        return new CutoverChoice(pending, this, CutoverWish.NONE).choose();
    }

    /** Bytes of the tables that a migration goes through. */
    public long bytesScannedBy(Migration migration) {
        return migration.scans().stream()
                .mapToLong(table -> tableBytes.getOrDefault(table, 0L))
                .sum();
    }

    /** How long no API will serve when it stops before these migrations and serves after them. */
    Duration pauseOf(List<Migration> pending) {
        long bytes = pending.stream().mapToLong(this::bytesScannedBy).sum();
        return usualPause.plusMillis(bytes * 1000 / BYTES_PER_SECOND);
    }
}
