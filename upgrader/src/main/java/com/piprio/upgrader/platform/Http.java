package com.piprio.upgrader.platform;

import com.piprio.upgrader.http.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Short GET requests over plain HTTP whose failure is an answer too. */
final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param body text
     */
    record Answer(int status, String body) {}

    /** Blocks for three seconds at most; empty when nothing answered. */
    Optional<Answer> get(URI address, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(LIMIT).GET();
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    PlainHttp.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return Optional.of(new Answer(response.statusCode(), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
