package com.piprio.scheduler;

import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start on a schema that accepts only newer releases. */
@Singleton
class SchedulerStart {

    private final StartGuard guard;

    SchedulerStart(StartGuard guard) {
        this.guard = guard;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
    }
}
