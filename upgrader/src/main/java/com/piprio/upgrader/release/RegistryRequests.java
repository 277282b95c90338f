package com.piprio.upgrader.release;

import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.login.Exchange;
import com.piprio.upgrader.login.RegistryAccess;
import com.piprio.upgrader.login.Reply;
import com.piprio.upgrader.login.TextExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a registry. One that is busy (429, or a status from 500 on) is asked again after the time that it names,
 * within bounds: an operator waits for the answer.
 */
final class RegistryRequests {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    static final String MANIFESTS =
            "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, "
                    + "application/vnd.docker.distribution.manifest.list.v2+json, "
                    + "application/vnd.oci.image.index.v1+json";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int ATTEMPTS = 4;
    /** When the registry names no time; doubled each time. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** All pauses of one question together. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryAddress registry;
    private final Consumer<Duration> pause;
    private final RegistryAccess access;
    private final TextExchange exchange = new TextExchange(LIMIT);

    /**
     * Asks nothing yet.
     *
     * @param logins for a registry that wants one
     * @param pause lets time pass
     */
    RegistryRequests(RegistryAddress registry, RegistryLogins logins, Consumer<Duration> pause) {
        this.registry = registry;
        this.access = registry.access(logins);
        this.pause = pause;
    }

    /** Who is asked. */
    RegistryAddress registry() {
        return registry;
    }

    /** As {@link #ask(URI, Exchange)}, for an answer that is a short text. */
    HttpResponse<String> ask(String method, URI resource) {
        return ask(resource, exchange.of(request -> request.header("Accept", MANIFESTS)
                        .method(method, HttpRequest.BodyPublishers.noBody())))
                .response();
    }

    /**
     * The answer, whatever its status but 401, 403 and 429; blocks for a minute and a bit at most where the exchange gives
     * up after ten seconds, and for as long as a program that keeps logins takes.
     *
     * @throws OperatorException {@code REGISTRY_UNREACHABLE}, {@code REGISTRY_LOGIN}, or {@code REGISTRY_BUSY} when it
     *     says 429 to the end
     */
    <R extends Reply> R ask(URI resource, Exchange<R> one) {
        Duration waited = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            R answer = askOnce(resource, one);
            boolean tooMany = answer.status() == TOO_MANY_REQUESTS;
            if (!tooMany && answer.status() < 500) {
                return answer;
            }
            Optional<Duration> named = RetryAfter.in(answer.header("retry-after"), Instant.now());
            Duration next = named.orElse(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
            boolean last = attempt == ATTEMPTS || waited.plus(next).compareTo(PATIENCE) > 0;
            if (last && !tooMany) {
                return answer;
            }
            answer.discard();
            if (last) {
                throw busy(attempt, named);
            }
            pause.accept(next);
            waited = waited.plus(next);
        }
    }

    private <R extends Reply> R askOnce(URI resource, Exchange<R> one) {
        try {
            return access.ask(resource, one);
        } catch (IOException e) {
            throw unreachable(String.valueOf(e), e);
        }
    }

    private OperatorException busy(int attempts, Optional<Duration> named) {
        return OperatorException.of(ErrorCode.REGISTRY_BUSY, "the registry refuses further requests for now")
                .expected("answers of the registry at " + registry.value() + " (PIPRIO_REGISTRY)")
                .found("HTTP status 429 to " + attempts + (attempts == 1 ? " request" : " requests")
                        + named.map(wish -> "; it wants to be asked again after " + wish.toSeconds() + " s")
                                .orElse(""))
                .remedy("wait"
                        + named.map(wish -> " " + wish.toSeconds() + " s").orElse(" a while")
                        + ", or log in (docker login): registries allow more to those they know; then run the command"
                        + " again")
                .build();
    }

    OperatorException unreachable(String found, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.REGISTRY_UNREACHABLE, "the registry does not answer as it should")
                .expected("a registry at " + registry.value() + " (PIPRIO_REGISTRY)")
                .found(found)
                .remedy("make the registry reachable from this host, or mend PIPRIO_REGISTRY in .env")
                .cause(cause)
                .build();
    }
}
