package com.piprio.upgrader.run;

import com.piprio.upgrader.platform.Ports;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/**
 * What is laid around each step and around what it acts on. The product brings nothing: tests lay faults around them,
 * from a jar of their own that no kit contains.
 */
public interface StepWrapping {
    Step around(Step step);

    Ports around(Ports ports);

    /** Whoever does what may be done beside a step. */
    Executor around(Executor beside);

    /** The one on the class path; one that changes nothing where there is none. */
    static StepWrapping present() {
        return ServiceLoader.load(StepWrapping.class).findFirst().orElse(Plain.PLAIN);
    }

    /** Nothing around anything. */
    enum Plain implements StepWrapping {
        PLAIN;

        @Override
        public Step around(Step step) {
            return step;
        }

        @Override
        public Ports around(Ports ports) {
            return ports;
        }

        @Override
        public Executor around(Executor beside) {
            return beside;
        }
    }
}
