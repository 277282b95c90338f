package com.piprio.search;

import com.piprio.runtime.BearerToken;
import com.piprio.runtime.StartGuard;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a schema that this release cannot run on, and makes the one thing that the service answers. */
@Singleton
class SearchStart {

    private final StartGuard guard;
    private final SearchRoute route;

    SearchStart(StartGuard guard, DocumentSearch search, @ConfigProperty(name = "piprio.api.token") String token) {
        this.guard = guard;
        this.route = new SearchRoute(new BearerToken(token), search::find);
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        guard.check();
    }

    void routes(@Observes Router router) {
        route.addTo(router);
    }
}
