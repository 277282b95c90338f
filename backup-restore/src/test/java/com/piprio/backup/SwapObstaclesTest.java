package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same guards on a real server are those of {@link RestoreGuardsIT}. */
class SwapObstaclesTest {
    private final ScriptedServer server = new ScriptedServer();
    private final SwapObstacles obstacles = new SwapObstacles(server.session(), "piprio");

    private void refuses(String answer, ThrowingCallable guard, String what) {
        assertThatCode(guard).doesNotThrowAnyException();
        server.answer(answer + " piprio", "of somebody", "and\none more");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_IN_USE);
        assertThat(refusal.problem()).isEqualTo(what + " holds on to database piprio");
        assertThat(refusal.found()).isEqualTo("of somebody, and?one more");
        assertThat(refusal.remedy()).endsWith("then run the command again; nothing was changed");
    }

    @Test
    void aPreparedTransactionIsRefused() {
        refuses(
                "FROM pg_prepared_xacts WHERE database = ?",
                obstacles::requireNoPreparedTransaction,
                "a prepared transaction");
    }

    @Test
    void aLogicalSlotIsRefused() {
        refuses(
                "FROM pg_replication_slots WHERE database = ?",
                obstacles::requireNoLogicalSlot,
                "a logical replication slot");
    }

    @Test
    void aSubscriptionIsRefused() {
        refuses("WHERE d.datname = ?", obstacles::requireNoSubscription, "a subscription");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM pg_prepared_xacts", "FROM pg_replication_slots", "FROM pg_subscription"})
    void eachOfThemStandsInTheWayOfARestore(String answer) {
        assertThatCode(obstacles::requireNoObstacle).doesNotThrowAnyException();
        server.answer(answer, "of somebody");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, obstacles::requireNoObstacle);

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_IN_USE);
        assertThat(refusal.found()).isEqualTo("of somebody");
    }
}
