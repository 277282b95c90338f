package com.piprio.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What browsers ask for: the page, and assets of this release and of others that ran here of late. */
final class FrontendRoutes {

    private static final Logger LOG = Logger.getLogger(FrontendRoutes.class);

    private final Frontend frontend;
    private final KeptAssets kept;

    FrontendRoutes(Frontend frontend, KeptAssets kept) {
        this.frontend = frontend;
        this.kept = kept;
    }

    void addTo(Router router) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            router.route(method, "/").handler(this::page);
            router.route(method, "/index.html").handler(this::page);
            router.route(method, "/assets/:name").handler(this::ownAsset).blockingHandler(this::keptAsset, false);
        }
        router.route("/assets/*").handler(FrontendRoutes::unknown);
    }

    /** Always asked for anew: it names the assets of the release that runs. */
    private void page(RoutingContext context) {
        answer(context, "no-cache", "text/html; charset=utf-8", frontend.page());
    }

    private void ownAsset(RoutingContext context) {
        Asset own = frontend.assets().get(context.pathParam("name"));
        if (own == null) {
            context.next();
        } else {
            asset(context, own);
        }
    }

    private void keptAsset(RoutingContext context) {
        try {
            Optional<Asset> found = kept.find(context.pathParam("name"));
            if (found.isPresent()) {
                asset(context, found.get());
                return;
            }
        } catch (IOException e) {
            LOG.warnf("cannot read a kept asset: %s", e);
        }
        context.next();
    }

    private static void asset(RoutingContext context, Asset asset) {
        answer(context, "public, max-age=31536000, immutable", asset.type(), asset.text());
    }

    /** Never remembered: an asset that is missing now may be there when the other container of an upgrade is asked. */
    private static void unknown(RoutingContext context) {
        context.response().setStatusCode(404);
        answer(context, "no-store", "text/plain", "not found");
    }

    private static void answer(RoutingContext context, String caching, String type, String text) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .end(text);
    }
}
