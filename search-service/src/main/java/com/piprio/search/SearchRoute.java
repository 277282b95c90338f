package com.piprio.search;

import com.piprio.runtime.BearerToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers {@code GET /search?text=…} to whoever knows the token of the installation. */
final class SearchRoute {

    private static final int LONGEST_TEXT = 200;

    private final BearerToken token;
    private final Function<String, Optional<List<FoundDocument>>> search;

    /** @param search gives nothing while it is not possible; may block */
    SearchRoute(BearerToken token, Function<String, Optional<List<FoundDocument>>> search) {
        this.token = token;
        this.search = search;
    }

    void addTo(Router router) {
        router.get("/search").blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!token.isIn(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            response.putHeader("WWW-Authenticate", "Bearer");
            refuse(response, 401, "Unauthorized", "send the header Authorization: Bearer <token>");
            return;
        }
        String text = context.request().getParam("text");
        if (!isSearchable(text)) {
            refuse(response, 400, "Bad Request", "text must have 1 to " + LONGEST_TEXT + " characters");
            return;
        }
        Optional<List<FoundDocument>> found = search.apply(text);
        if (found.isEmpty()) {
            response.putHeader("Retry-After", "5");
            refuse(response, 503, "Service Unavailable", "the database is not ready for this release");
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json(found.get()).encode());
    }

    private static boolean isSearchable(@Nullable String text) {
        return text != null && !text.isBlank() && text.length() <= LONGEST_TEXT;
    }

    private static JsonObject json(List<FoundDocument> found) {
        JsonArray items = new JsonArray();
        for (FoundDocument document : found) {
            items.add(new JsonObject()
                    .put("id", document.id().toString())
                    .put("title", document.title())
                    .put("language", document.language()));
        }
        return new JsonObject().put("items", items);
    }

    /** As every refusal of the platform; docs/contract.md, section 9. */
    private static void refuse(HttpServerResponse response, int status, String title, String detail) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("status", status)
                        .put("title", title)
                        .put("detail", detail)
                        .encode());
    }
}
