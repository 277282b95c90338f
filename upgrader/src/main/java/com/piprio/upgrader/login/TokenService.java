package com.piprio.upgrader.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.piprio.compose.RegistryCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry sends those who want a token: the realm of its challenge. As <a
 * href="https://distribution.github.io/distribution/spec/auth/">the registry's specification</a> has it.
 */
final class TokenService {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Set<Integer> DENIED = Set.of(400, 401, 403);
    /** How long a token lives whose life is not told. */
    private static final long USUAL_SECONDS = 60;

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,65536}");
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final TextExchange requests = new TextExchange(LIMIT);

    TokenService(Clock clock) {
        this.clock = clock;
    }

    /** @throws IOException when the challenge names none */
    static URI realm(Challenge challenge) throws IOException {
        try {
            return URI.create(challenge.parameters().getOrDefault("realm", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException("a token service whose address is none", e);
        }
    }

    /**
     * A token, asked for anew.
     *
     * @param repository to read, where the challenge names nothing
     * @param credentials null for what everybody may read; they are sent to the realm and nowhere else
     * @return empty when the service does not give one to those
     * @throws IOException when there is no answer, or one that is none; it tells no secret
     */
    Optional<Authorization> token(Challenge challenge, String repository, @Nullable RegistryCredentials credentials)
            throws IOException {
        Instant asked = clock.instant();
        TextExchange.Answer answer = credentials != null && credentials.token()
                ? exchanged(challenge, repository, credentials)
                : asked(challenge, repository, credentials);
        if (DENIED.contains(answer.status())) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IOException(
                    "HTTP status " + answer.status() + " from the token service " + Origin.of(realm(challenge)));
        }
        return Optional.of(read(answer.response().body(), asked, challenge));
    }

    private TextExchange.Answer asked(Challenge challenge, String repository, @Nullable RegistryCredentials credentials)
            throws IOException {
        URI realm = realm(challenge);
        String query = realm.getRawQuery() == null ? "" : realm.getRawQuery() + "&";
        URI question = URI.create(realm.getScheme() + "://" + realm.getRawAuthority() + realm.getRawPath() + "?" + query
                + wish(challenge, repository));
        String login = credentials == null
                ? null
                : Authorization.basic(credentials).header().value();
        return Redirects.follow(question, login, requests.of(request -> request))
                .reply();
    }

    /** For an identity token. It is in the body, so no redirect is followed. */
    private TextExchange.Answer exchanged(Challenge challenge, String repository, RegistryCredentials credentials)
            throws IOException {
        String form = "grant_type=refresh_token&client_id=piprio-upgrader&refresh_token="
                + encoded(credentials.secret().value()) + "&" + wish(challenge, repository);
        return requests.of(request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .send(realm(challenge), null);
    }

    private static String wish(Challenge challenge, String repository) {
        String scopes = challenge.parameters().getOrDefault("scope", "repository:" + repository + ":pull");
        Stream<String> wishes = SPACE.splitAsStream(scopes).map(scope -> "scope=" + encoded(scope));
        String service = challenge.parameters().getOrDefault("service", "");
        return Stream.concat(service.isEmpty() ? Stream.of() : Stream.of("service=" + encoded(service)), wishes)
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Authorization read(String body, Instant asked, Challenge challenge) throws IOException {
        try {
            JsonNode answer = JSON.readTree(body);
            String token =
                    answer.path("token").asText(answer.path("access_token").asText(""));
            long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
            if (TOKEN.matcher(token).matches()) {
                return Authorization.bearer(token, asked.plusSeconds(Math.min(seconds, Integer.MAX_VALUE)));
            }
        } catch (JsonProcessingException e) {
            // The same as an answer without a token; its message would quote the answer.
        }
        throw new IOException("an answer without a token from the token service " + Origin.of(realm(challenge)));
    }
}
