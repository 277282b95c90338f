package com.piprio.upgrader.login;

import static com.piprio.upgrader.login.Asker.ALICE;
import static com.piprio.upgrader.login.Asker.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a registry sends on to, and who is told the login on the way. */
class RedirectsTest {
    private final Asker asker = new Asker();
    private final GuardedRegistry registry = asker.registry;
    private final TextExchange exchange = asker.exchange;
    private final GuardedRegistry elsewhere = new GuardedRegistry();

    @AfterEach
    void stop() {
        registry.close();
        elsewhere.close();
    }

    @Test
    void aRedirectCarriesTheLoginToTheSameRegistryOnly() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"")
                .accepts(ALICE)
                .redirects(TAGS, "/v2/other")
                .redirects("/v2/other", elsewhere.uri("/store").toString());
        elsewhere.redirects("/store", registry.uri("/open").toString());
        registry.has("/open", "stored");

        assertThat(asker.ask(TAGS)).isEqualTo("200 stored");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE, "-");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @Test
    void whoStoresForTheRegistryIsToldNoLogin() throws IOException {
        registry.redirects(TAGS, elsewhere.uri("/store").toString());
        elsewhere.guards("/store", "Basic realm=\"x\"").accepts(ALICE);

        assertThat(asker.ask(TAGS)).startsWith("401 ");

        assertThat(elsewhere.authorizations()).containsExactly("-");
        assertThat(asker.lookedUp).isEmpty();
    }

    @Test
    void anotherNameOfThisHostIsAnotherHost() throws IOException {
        String named = registry.uri("/open").toString().replace("127.0.0.1", "localhost");
        registry.guards("/v2/", "Basic realm=\"x\"")
                .accepts(ALICE)
                .redirects(TAGS, named)
                .has("/open", "stored");

        assertThat(asker.ask(TAGS)).isEqualTo("200 stored");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "-");
    }

    @Test
    void aTokenServiceThatSendsOnLosesThePassword() {
        registry.guards("/v2/", asker.bearer().replace("/token", "/moved"))
                .redirects("/moved", elsewhere.uri("/token").toString());

        assertThat(asker.refusal().found()).startsWith("HTTP status 401\n");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsElsewhereIsAskedForWithoutALogin() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        elsewhere.has("/v2/piprio/release/tags/more", "more");
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);

        TextExchange.Answer answer =
                access.ask(elsewhere.uri("/v2/piprio/release/tags/more"), exchange.of(request -> request));

        assertThat(answer.response().body()).isEqualTo("more");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://store.example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//", "http://["})
    void aRedirectToNowhereSafeIsNotFollowed(String location) {
        registry.redirects(TAGS, location);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> asker.ask(TAGS));
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void redirectsInACircleEnd() {
        registry.redirects(TAGS, TAGS);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> asker.ask(TAGS))
                .withMessageStartingWith("more than 5 redirects");
        assertThat(registry.requests()).hasSize(6);
    }
}
