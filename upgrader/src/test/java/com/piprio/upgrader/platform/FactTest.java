package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactTest {
    private final AtomicInteger looks = new AtomicInteger();

    private final Fact<Integer> counted = new Fact<>(looks::incrementAndGet);
    private final Fact<Integer> unseen = new Fact<>(() -> {
        throw OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "the database does not answer")
                .remedy("none, it is a test")
                .build();
    });

    @Test
    void nobodyLooksBeforeSomebodyAsks() {
        assertThat(looks).hasValue(0);
        assertThat(counted.demand()).isEqualTo(1);
        assertThat(counted.demand()).isEqualTo(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void itIsLookedUpOnceForAllThatAskAtTheSameTime() {
        List<Runnable> asks = Collections.nCopies(8, counted::look);

        assertThat(Together.run(asks)).isEmpty();
        assertThat(counted.demand()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSeenIsToldToWhoeverAsks() {
        unseen.look();

        assertThat(unseen.<String>map(seen -> "seen", why -> "unseen: " + why))
                .isEqualTo("unseen: the database does not answer");
        assertThatExceptionOfType(OperatorException.class).isThrownBy(unseen::demand);
    }

    @Test
    void aBugIsNoAnswer() {
        Fact<Integer> bug = new Fact<>(() -> {
            throw new IllegalStateException("a bug");
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> bug.map(seen -> "seen", why -> "unseen"));
    }
}
