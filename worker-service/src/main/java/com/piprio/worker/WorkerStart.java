package com.piprio.worker;

import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start on a schema that accepts only newer releases. */
@Singleton
class WorkerStart {

    private final StartGuard guard;

    WorkerStart(StartGuard guard) {
        this.guard = guard;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
    }
}
