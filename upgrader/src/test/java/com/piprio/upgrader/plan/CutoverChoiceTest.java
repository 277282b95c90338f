package com.piprio.upgrader.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.plan.Cutover.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way the API changes over, and what is refused. */
class CutoverChoiceTest {
    private static final HeadRoom ROOM = new HeadRoom(512L << 20, 2L << 30, 80);
    private static final HeadRoom LITTLE_MEMORY = new HeadRoom(512L << 20, 600L << 20, 80);
    private static final HeadRoom FEW_CONNECTIONS = new HeadRoom(512L << 20, 2L << 30, 11);
    private static final Migration ONLINE = migration("1.5.0.1", MigrationClass.ONLINE);
    private static final Migration OFFLINE = migration("1.5.0.2", MigrationClass.OFFLINE);
    private static final Migration BIG_OFFLINE = migration("1.5.0.3", MigrationClass.OFFLINE, "documents");

    private static Migration migration(String version, MigrationClass kind, String... scans) {
        return new Migration(MigrationVersion.parse(version), "V.sql", kind, "a change", List.of(scans));
    }

    private static Cutover choice(@Nullable Mode wish, HeadRoom room, long documents, Migration... pending) {
        CutoverBasis basis = new CutoverBasis(room, Duration.ofSeconds(4), Map.of("documents", documents));
        return new CutoverChoice(List.of(pending), basis, new CutoverWish(wish, Duration.ofSeconds(20))).choose();
    }

    @Test
    void onlineMigrationsAndRoomAllowTwoApis() {
        assertThat(choice(null, ROOM, 0, ONLINE))
                .isEqualTo(new Cutover(
                        Mode.SIDE_BY_SIDE,
                        "no offline migration; a second API needs 640.0 MiB of memory, 2.0 GiB are free",
                        Duration.ZERO));
        assertThat(choice(null, ROOM, 0).mode()).isEqualTo(Mode.SIDE_BY_SIDE);
    }

    @Test
    void withoutMemoryOrConnectionsForASecondApiRequestsAreHeld() {
        assertThat(choice(null, LITTLE_MEMORY, 0, ONLINE))
                .isEqualTo(new Cutover(
                        Mode.HOLD,
                        "a second API needs 640.0 MiB of memory, 600.0 MiB are free; predicted pause 4.0 s is within the"
                                + " hold limit of 20.0 s",
                        Duration.ofSeconds(4)));
        assertThat(choice(null, FEW_CONNECTIONS, 0, ONLINE).reason())
                .startsWith("a second API needs 12 connections of the database, 11 are left; ");
    }

    @Test
    void anOfflineMigrationWithinTheHoldLimitIsHeldThrough() {
        assertThat(choice(null, ROOM, 0, ONLINE, OFFLINE).reason())
                .isEqualTo("1 offline migration, the source must not run on the new schema; predicted pause 4.0 s is"
                        + " within the hold limit of 20.0 s");
        assertThat(choice(null, ROOM, 0, OFFLINE, BIG_OFFLINE).mode()).isEqualTo(Mode.HOLD);
        assertThat(choice(null, ROOM, 0, OFFLINE, BIG_OFFLINE).reason()).startsWith("2 offline migrations, the source");
    }

    /** 4 s and 16 s for 320 MiB make exactly the limit; a second more is beyond it. */
    @Test
    void theRowsThatAMigrationScansMakeThePauseLonger() {
        assertThat(choice(null, ROOM, 320L << 20, BIG_OFFLINE))
                .extracting(Cutover::mode, Cutover::predictedPause)
                .containsExactly(Mode.HOLD, Duration.ofSeconds(20));
        assertThat(choice(null, ROOM, 320L << 20, BIG_OFFLINE).reason())
                .endsWith("predicted pause 20.0 s is within the hold limit of 20.0 s");
        assertThat(choice(null, ROOM, 340L << 20, BIG_OFFLINE))
                .extracting(Cutover::mode, Cutover::predictedPause)
                .containsExactly(Mode.MAINTENANCE, Duration.ofSeconds(21));
        assertThat(choice(null, ROOM, 340L << 20, BIG_OFFLINE).reason())
                .endsWith("predicted pause 21.0 s is beyond the hold limit of 20.0 s");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatIsAskedForAndSafeIsDone(Mode mode) {
        assertThat(choice(mode, ROOM, 0, ONLINE).mode()).isEqualTo(mode);
        assertThat(choice(mode, ROOM, 0, ONLINE).reason()).startsWith("asked for; ");
    }

    @Test
    void twoApisAreRefusedWithAnOfflineMigration() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> choice(Mode.SIDE_BY_SIDE, ROOM, 0, ONLINE, OFFLINE))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CUTOVER_REFUSED);
                    assertThat(refusal.found()).isEqualTo("offline: 1.5.0.2");
                    assertThat(refusal.remedy()).contains("--cutover hold");
                });
    }

    @Test
    void twoApisAreRefusedWithoutRoom() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> choice(Mode.SIDE_BY_SIDE, LITTLE_MEMORY, 0, ONLINE))
                .satisfies(refusal -> assertThat(refusal.found()).contains("600.0 MiB are free"));
    }

    /** Beyond the limit of the operator a hold may be asked for, beyond what the proxy can do it may not. */
    @Test
    void aHoldIsRefusedThatTheProxyCannotHold() {
        assertThat(choice(Mode.HOLD, ROOM, 340L << 20, BIG_OFFLINE).mode()).isEqualTo(Mode.HOLD);
        // 4 s and 31 s for 620 MiB make exactly what the proxy can hold.
        assertThat(choice(Mode.HOLD, ROOM, 620L << 20, BIG_OFFLINE).predictedPause())
                .isEqualTo(Duration.ofSeconds(35));
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> choice(Mode.HOLD, ROOM, 640L << 20, BIG_OFFLINE))
                .satisfies(refusal -> assertThat(refusal.found()).isEqualTo("predicted pause 36.0 s"));
    }

    @Test
    void modesAreReadAsTheyArePrinted() {
        for (Mode mode : Mode.values()) {
            assertThat(Mode.of(mode.word())).isEqualTo(mode);
        }
        assertThatThrownBy(() -> Mode.of("blue-green"))
                .isInstanceOf(InvalidReleaseException.class)
                .hasMessage("'blue-green' is none of side-by-side, hold, maintenance");
    }
}
