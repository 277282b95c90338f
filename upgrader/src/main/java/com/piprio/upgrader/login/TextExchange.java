package com.piprio.upgrader.login;

import com.piprio.upgrader.http.PlainHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests whose answers are short texts. */
public final class TextExchange {
    private final Duration limit;
    private @Nullable HttpClient secure;

    /** @param limit for a connection, and for an answer */
    public TextExchange(Duration limit) {
        this.limit = limit;
    }

    private HttpClient client(URI resource) {
        return "http".equalsIgnoreCase(resource.getScheme()) ? PlainHttp.client() : secure();
    }

    /** Made when it is needed: it brings threads with it, and most commands ask no registry. */
    private synchronized HttpClient secure() {
        HttpClient known = secure;
        if (known == null) {
            known = HttpClient.newBuilder().connectTimeout(limit).build();
            secure = known;
        }
        return known;
    }

    /** An answer that is here. */
    public record Answer(HttpResponse<String> response) implements Reply {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public List<String> header(String name) {
            return response.headers().allValues(name);
        }

        @Override
        public void discard() {
            // It was read to its end.
        }
    }

    /** @param shape gives the request its method and its headers */
    public Exchange<Answer> of(UnaryOperator<HttpRequest.Builder> shape) {
        return (resource, authorization) -> send(resource, authorization, shape);
    }

    private Answer send(URI resource, @Nullable String authorization, UnaryOperator<HttpRequest.Builder> shape)
            throws IOException {
        HttpRequest.Builder request =
                shape.apply(HttpRequest.newBuilder(resource).timeout(limit));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return new Answer(client(resource).send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
