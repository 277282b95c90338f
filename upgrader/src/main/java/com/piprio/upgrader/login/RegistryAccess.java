package com.piprio.upgrader.login;

import com.piprio.compose.RegistryCredentials;
import com.piprio.compose.RegistryLogin;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.login.Redirects.Followed;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry, and logs in where it wants that: with a password (Basic), or with a token of the service that it names
 * (Bearer). Credentials are looked up when a registry asks for them, and are sent to it or to its token service alone. What
 * was taken once is said with the next questions: a token as long as it lives, a password until it is refused.
 */
public final class RegistryAccess {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Pattern RESOURCE = Pattern.compile("/v2/(.+)/(?:manifests|blobs|tags)/[^/]+");

    private final String server;
    private final Origin origin;
    private final RegistryLogins logins;
    private final Clock clock;
    private final TokenService tokenService;
    private final Map<String, Authorization> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable Authorization basic;

    /**
     * @param server as logins are kept for it: host and port as in image names
     * @param address any resource of the registry
     */
    public RegistryAccess(String server, URI address, RegistryLogins logins, Clock clock) {
        this.server = server;
        this.logins = logins;
        this.clock = clock;
        this.tokenService = new TokenService(clock);
        try {
            this.origin = Origin.of(address);
        } catch (IOException e) {
            throw new IllegalArgumentException("no address of a registry: " + address, e);
        }
    }

    /**
     * The answer of the registry, or of where it sends its readers.
     *
     * @param resource elsewhere it is asked for without a login
     * @throws OperatorException {@code REGISTRY_LOGIN} when the registry does not let us read that
     * @throws IOException when there is no answer; it tells no secret
     */
    public <R extends Reply> R ask(URI resource, Exchange<R> exchange) throws IOException {
        if (!Origin.of(resource).equals(origin)) {
            return Redirects.follow(resource, null, exchange).reply();
        }
        String repository = repository(resource);
        Followed<R> first = Redirects.follow(resource, known(repository), exchange);
        if (!refusedHere(first)) {
            return first.reply();
        }
        List<Challenge> challenges = Challenge.in(first.reply().header("www-authenticate"));
        first.reply().discard();
        RegistryLogin login = logins.of(server);
        LoginRefusal refusal = new LoginRefusal(server, repository, login);
        if (first.reply().status() == FORBIDDEN) {
            throw refusal.forbidden();
        }
        Authorization authorization = logIn(challenges, repository, login, refusal);
        Followed<R> second = Redirects.follow(resource, authorization.header().value(), exchange);
        if (refusedHere(second)) {
            second.reply().discard();
            throw second.reply().status() == FORBIDDEN ? refusal.forbidden() : refusal.unauthorized();
        }
        keep(repository, authorization);
        return second.reply();
    }

    private boolean refusedHere(Followed<?> followed) {
        int status = followed.reply().status();
        return followed.from().equals(origin) && (status == UNAUTHORIZED || status == FORBIDDEN);
    }

    private static String repository(URI resource) {
        Matcher parts = RESOURCE.matcher(resource.getPath());
        return parts.matches() ? parts.group(1) : "";
    }

    private @Nullable String known(String repository) {
        return Optional.ofNullable(tokens.get(repository))
                .or(() -> Optional.ofNullable(basic))
                .filter(authorization -> authorization.livesAt(clock.instant()))
                .map(authorization -> authorization.header().value())
                .orElse(null);
    }

    private void keep(String repository, Authorization authorization) {
        if (authorization.header().value().startsWith("Basic ")) {
            basic = authorization;
        } else {
            tokens.put(repository, authorization);
        }
    }

    private Authorization logIn(
            List<Challenge> challenges, String repository, RegistryLogin login, LoginRefusal refusal)
            throws IOException {
        Optional<Challenge> bearer = Challenge.of("bearer", challenges);
        if (bearer.isPresent()) {
            Origin realm = Origin.of(TokenService.realm(bearer.get()));
            if (!realm.confidential()) {
                throw refusal.exposed(realm);
            }
            return tokenService
                    .token(bearer.get(), repository, login.credentials().orElse(null))
                    .orElseThrow(() -> refusal.withoutToken(realm));
        }
        if (Challenge.of("basic", challenges).isEmpty()) {
            throw refusal.notUnderstood(challenges);
        }
        RegistryCredentials credentials = login.credentials().orElseThrow(refusal::unauthorized);
        if (credentials.token()) {
            throw refusal.noPassword();
        }
        return Authorization.basic(credentials);
    }
}
