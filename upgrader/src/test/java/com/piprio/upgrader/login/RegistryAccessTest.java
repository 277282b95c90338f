package com.piprio.upgrader.login;

import static com.piprio.upgrader.login.Asker.ALICE;
import static com.piprio.upgrader.login.Asker.API;
import static com.piprio.upgrader.login.Asker.TAGS;
import static com.piprio.upgrader.login.Asker.WHERE;
import static com.piprio.upgrader.login.Asker.alice;
import static com.piprio.upgrader.login.Asker.nobody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.RegistryCredentials;
import com.piprio.compose.RegistryLogin;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which login a registry is asked, and what is said where it is not enough. */
class RegistryAccessTest {
    private final Asker asker = new Asker();
    private final GuardedRegistry registry = asker.registry;
    private final TextExchange exchange = asker.exchange;

    @AfterEach
    void stop() {
        registry.close();
    }

    // No login

    @Test
    void aRegistryThatWantsNoLoginIsToldNone() throws IOException {
        assertThat(asker.ask(TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-");
        assertThat(asker.lookedUp).isEmpty();
    }

    // Basic

    @Test
    void aPasswordIsSentWhenItIsAskedForAndFromThenOn() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        RegistryAccess access = asker.access();

        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");
        assertThat(asker.ask(access, API)).isEqualTo("200 api");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE);
        assertThat(asker.lookedUp).containsExactly(registry.address());
    }

    @Test
    void aPasswordThatChangedMeanwhileIsLookedUpAgain() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);
        String another = GuardedRegistry.basic("alice", "another");
        registry.forgets().accepts(another);
        asker.hasLogin(alice("another"));

        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE, another);
    }

    @Test
    void aWrongPasswordIsRefusedOnceAndSaysWhereItWasFound() {
        registry.guards("/v2/", "Basic realm=\"x\"");

        OperatorException refusal = asker.refusal();

        assertThat(refusal.problem()).endsWith("does not take the login of this host");
        assertThat(refusal.expected()).isEqualTo("a login at " + registry.address() + " that may read piprio/release");
        assertThat(refusal.found()).isEqualTo("HTTP status 401\ncredentials: " + WHERE);
        assertThat(refusal.remedy()).contains("docker login " + registry.address() + "\n");
        assertThat(registry.authorizations()).containsExactly("-", ALICE);
    }

    @Test
    void withoutCredentialsItSaysWhereTheyWereLookedFor() {
        asker.hasLogin(nobody());
        registry.guards("/v2/", "Basic realm=\"x\"");

        OperatorException refusal = asker.refusal();

        assertThat(refusal.problem()).endsWith("wants a login");
        assertThat(refusal.found())
                .isEqualTo("HTTP status 401\nno credentials: there is no /home/alice/.docker/config.json");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void anIdentityTokenIsNoPassword() {
        asker.hasLogin(new RegistryLogin(Optional.of(new RegistryCredentials("", new Secret("t0ken"), true)), WHERE));
        registry.guards("/v2/", "Basic realm=\"x\"");

        assertThat(asker.refusal().problem()).endsWith("wants a user and a password");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void headIsAskedAsHead() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);

        asker.access().ask(registry.uri(API), exchange.of(request -> request.method("HEAD", BodyPublishers.noBody())));

        assertThat(registry.requests())
                .extracting(GuardedRegistry.Request::line)
                .containsOnly("HEAD " + API);
    }

    // Bearer

    @Test
    void aTokenIsAskedForWithThePasswordAndUsedAsLongAsItLives() throws IOException {
        registry.guards("/v2/", asker.bearer())
                .guards("/token", "Basic realm=\"x\"")
                .accepts(ALICE);
        RegistryAccess access = asker.access();

        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");
        asker.clock.sleep(Duration.ofSeconds(299));
        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "Bearer t1");
        assertThat(registry.requests().get(1).line())
                .isEqualTo("GET /token?service=the+registry&scope=repository%3Apiprio%2Frelease%3Apull");
    }

    @Test
    void aTokenWhoseLifeIsOverIsNotSentAgain() throws IOException {
        registry.guards("/v2/", asker.bearer());
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);
        asker.clock.sleep(Duration.ofSeconds(300));

        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "-", ALICE, "Bearer t2");
    }

    @Test
    void aTokenThatTellsNoLifeLivesForAMinute() throws IOException {
        registry.guards("/v2/", asker.bearer()).issues("{\"access_token\":\"t%d\"}");
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);
        asker.clock.sleep(Duration.ofSeconds(59));
        asker.ask(access, TAGS);
        asker.clock.sleep(Duration.ofSeconds(1));
        asker.ask(access, TAGS);

        assertThat(registry.authorizations())
                .containsExactly("-", ALICE, "Bearer t1", "Bearer t1", "-", ALICE, "Bearer t2");
    }

    @Test
    void aTokenThatTheRegistryTakesNoMoreIsReplaced() throws IOException {
        registry.guards("/v2/", asker.bearer());
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);
        registry.forgets();

        assertThat(asker.ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "Bearer t1", ALICE, "Bearer t2");
    }

    @Test
    void eachRepositoryHasItsToken() throws IOException {
        registry.guards("/v2/", "Bearer realm=\"http://" + registry.address() + "/token\"");
        RegistryAccess access = asker.access();
        asker.ask(access, TAGS);
        asker.ask(access, API);

        assertThat(registry.requests().get(1).line()).endsWith("/token?scope=repository%3Apiprio%2Frelease%3Apull");
        assertThat(registry.requests().get(4).line()).endsWith("/token?scope=repository%3Apiprio%2Fapi%3Apull");
    }

    @Test
    void whatEverybodyMayReadNeedsATokenAndNoCredentials() throws IOException {
        asker.hasLogin(nobody());
        registry.guards("/v2/", asker.bearer());

        assertThat(asker.ask(TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", "-", "Bearer t1");
    }

    @Test
    void anIdentityTokenIsExchangedInABody() throws IOException {
        asker.hasLogin(new RegistryLogin(Optional.of(new RegistryCredentials("", new Secret("t0ken&"), true)), WHERE));
        registry.guards("/v2/", asker.bearer()).issues("{\"access_token\":\"t%d\"}");

        assertThat(asker.ask(TAGS)).isEqualTo("200 tags");

        assertThat(registry.requests().get(1))
                .isEqualTo(new GuardedRegistry.Request(
                        "POST /token",
                        "-",
                        "grant_type=refresh_token&client_id=piprio-upgrader&refresh_token=t0ken%26"
                                + "&service=the+registry&scope=repository%3Apiprio%2Frelease%3Apull"));
    }

    @Test
    void aTokenServiceThatDoesNotTakeThePasswordIsNamed() {
        registry.guards("/v2/", asker.bearer()).guards("/token", "Basic realm=\"x\"");

        OperatorException refusal = asker.refusal();

        assertThat(refusal.problem()).endsWith("does not take the login of this host");
        assertThat(refusal.found()).isEqualTo("no token from http://" + registry.address() + "\ncredentials: " + WHERE);
    }

    @Test
    void aTokenThatIsNotEnoughIsRefused() {
        registry.guards("/v2/", asker.bearer()).issues("{\"token\":\"another\"}");

        assertThat(asker.refusal().found()).startsWith("HTTP status 401\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"token\":\"s3cret\\r\\nX: y\"}", "{\"tok\":\"s3cret\"}", "s3cret", "[]", ""})
    void anAnswerThatIsNoTokenIsThatOfABrokenRegistry(String answer) {
        registry.guards("/v2/", asker.bearer()).issues(answer);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> asker.ask(TAGS))
                .satisfies(Asker::assertTellsNoSecret)
                .withMessageContaining("without a token from the token service http://" + registry.address());
    }

    @Test
    void credentialsAreNotSentWhereAnybodyCanReadAlong() {
        registry.guards("/v2/", "Bearer realm=\"http://127.example.com/token\"");

        OperatorException refusal = asker.refusal();

        assertThat(refusal.problem()).endsWith("wants logins to be sent where anybody can read them");
        assertThat(refusal.found()).startsWith("the token service http://127.example.com:80,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer realm=\"\"", "Bearer realm=\"://\"", "Bearer realm=\"/token\""})
    void aTokenServiceWithoutAnAddressIsThatOfABrokenRegistry(String challenge) {
        registry.guards("/v2/", challenge);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> asker.ask(TAGS));
        assertThat(registry.authorizations()).containsExactly("-");
    }

    // Neither

    @ParameterizedTest
    @ValueSource(strings = {"Negotiate", "Digest realm=\"x\", nonce=\"y\"", ""})
    void anotherKindOfLoginIsNamed(String challenge) {
        registry.guards("/v2/", challenge);

        assertThat(asker.refusal().problem()).endsWith("wants a login of a kind that is not known here");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsForbiddenIsRefusedWithoutTryingOn() {
        registry.answers(TAGS, 403);

        OperatorException refusal = asker.refusal();

        assertThat(refusal.problem()).endsWith("does not let this host read piprio/release");
        assertThat(refusal.found()).startsWith("HTTP status 403\ncredentials: ");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsForbiddenToALoginIsRefused() {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE).answers(TAGS, 403);

        assertThat(asker.refusal().problem()).endsWith("does not let this host read piprio/release");
    }
}
