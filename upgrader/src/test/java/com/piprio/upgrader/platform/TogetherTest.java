package com.piprio.upgrader.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TogetherTest {

    @Test
    void actsRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable meet = () -> {
            both.countDown();
            try {
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };

        assertThat(Together.run(List.of(meet, meet))).isEmpty();
    }

    @Test
    void actsThatAreOnlyBegunAreNotWaitedFor() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        Runnable wait = () -> {
            try {
                assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
                ended.countDown();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };

        Together.begin(List.of(wait, wait));
        released.countDown();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void problemsComeInTheOrderOfTheActs() {
        Runnable fine = () -> {};

        assertThat(Together.run(List.of(failing("first"), fine, failing("third"))))
                .extracting(OperatorException::problem)
                .containsExactly("first", "third");
    }

    @Test
    void whatIsNoProblemOfTheOperatorIsThrownAsItIs() {
        Runnable bug = () -> {
            throw new IllegalArgumentException("a bug");
        };

        assertThatThrownBy(() -> Together.run(List.of(failing("first"), bug)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
    }

    private static Runnable failing(String problem) {
        return () -> {
            throw OperatorException.of(ErrorCode.DISK_LOW, problem)
                    .remedy("none, it is a test")
                    .build();
        };
    }
}
