package com.piprio.upgrader.platform;

import com.piprio.operator.OperatorException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something that is looked up when somebody asks for the first time, and once, however many ask at the same time. */
public final class Fact<T> {
    private final FutureTask<T> look;

    public Fact(Supplier<T> look) {
        this.look = new FutureTask<>(look::get);
    }

    /** Looks, so that it is there when somebody asks; what fails is told to whoever does. */
    public void look() {
        look.run();
    }

    /**
     * Blocks until it is there.
     *
     * @throws OperatorException when it cannot be seen
     */
    public T demand() {
        look.run();
        try {
            return look.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What follows from it, or from why it cannot be seen. */
    public <R> R map(Function<T, R> seen, Function<String, R> unseen) {
        T value;
        try {
            value = demand();
        } catch (OperatorException e) {
            return unseen.apply(e.problem());
        }
        return seen.apply(value);
    }
}
