package com.piprio.web;

import com.piprio.runtime.RunningRelease;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the frontend of the release that this container runs as, and keeps its assets for those that come after. */
@Singleton
class FrontendStart {

    private static final Logger LOG = Logger.getLogger(FrontendStart.class);
    private static final Duration EVERY = Duration.ofHours(6);

    private final Frontend frontend;
    private final KeptAssets kept;

    FrontendStart(RunningRelease release, @ConfigProperty(name = "piprio.assets.directory") Path directory) {
        this.frontend = Frontend.of(release.version().toString());
        this.kept = new KeptAssets(directory, Clock.systemUTC());
    }

    /** Before the first request: once this container answers with its page, any other one can serve its assets. */
    void start(@Observes Router router, Vertx vertx) {
        renew();
        new FrontendRoutes(frontend, kept).addTo(router);
        vertx.setPeriodic(
                EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> {
                    renew();
                    return null;
                }));
    }

    /** A container that cannot keep its assets still serves them; only pages of another release miss theirs. */
    private void renew() {
        try {
            kept.renew(frontend.assets().values());
        } catch (IOException e) {
            LOG.warnf("assets are not kept for pages that stay open across an upgrade: %s", e);
        }
    }
}
