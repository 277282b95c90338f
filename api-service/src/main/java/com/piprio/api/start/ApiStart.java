package com.piprio.api.start;

import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The order of things at start. Quarkus opens the port only after this has returned. */
@Singleton
class ApiStart {

    private final StartGuard guard;
    private final Migrations migrations;

    ApiStart(StartGuard guard, Migrations migrations) {
        this.guard = guard;
        this.migrations = migrations;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
        migrations.run();
    }
}
