package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AtOnceTest {
    /** Long enough that nobody waits it out. */
    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(50, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Test
    void allRunAtTheSameTimeAndAreOverWhenItReturns() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();

        AtOnce.run(
                () -> {
                    both.countDown();
                    waitFor(both);
                    first.set(true);
                },
                () -> {
                    both.countDown();
                    waitFor(both);
                    second.set(true);
                });

        assertThat(first).isTrue();
        assertThat(second).isTrue();
    }

    @Test
    void theFirstFailureEndsTheOthersAndIsTheOneThatIsThrown() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> AtOnce.run(
                        () -> {
                            try {
                                waitFor(never);
                            } catch (IOException e) {
                                interrupted.set(true);
                                throw e;
                            }
                        },
                        () -> {
                            throw new IOException("the reason");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("the reason");
        assertThat(interrupted).isTrue();
    }

    @Test
    void errorsPassAsTheyAre() {
        assertThatThrownBy(() -> AtOnce.run(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }
}
