package com.piprio.upgrader.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.compose.RegistryCredentials;
import com.piprio.compose.RegistryLogin;
import com.piprio.compose.RegistryLogins;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.operator.Secret;
import com.piprio.upgrader.run.FakeTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAccessTest {
    private static final String TAGS = "/v2/piprio/release/tags/list";
    private static final String API = "/v2/piprio/api/manifests/1.5.0";
    private static final String PASSWORD = "s3cret";
    private static final String ALICE = GuardedRegistry.basic("alice", PASSWORD);
    private static final String WHERE = "the entry for it in /home/alice/.docker/config.json";

    private final GuardedRegistry registry =
            new GuardedRegistry().has(TAGS, "tags").has(API, "api");
    private final GuardedRegistry elsewhere = new GuardedRegistry();
    private final TextExchange exchange = new TextExchange(Duration.ofSeconds(10));
    private final List<String> lookedUp = new ArrayList<>();
    private final FakeTime clock = new FakeTime();
    private RegistryLogin login = alice(PASSWORD);

    @AfterEach
    void stop() {
        registry.close();
        elsewhere.close();
    }

    private static RegistryLogin alice(String password) {
        return new RegistryLogin(Optional.of(new RegistryCredentials("alice", new Secret(password), false)), WHERE);
    }

    private static RegistryLogin nobody() {
        return new RegistryLogin(Optional.empty(), "there is no /home/alice/.docker/config.json");
    }

    private final RegistryLogins logins = server -> {
        lookedUp.add(server);
        return login;
    };

    private RegistryAccess access() {
        return new RegistryAccess(registry.address(), registry.uri(TAGS), logins, clock);
    }

    private String ask(RegistryAccess access, String path) throws IOException {
        TextExchange.Answer answer = access.ask(registry.uri(path), exchange.of(request -> request));
        return answer.status() + " " + answer.response().body();
    }

    private OperatorException refusal() {
        OperatorException refusal = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ask(access(), TAGS))
                .actual();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REGISTRY_LOGIN);
        assertThat(refusal.problem()).contains(registry.address());
        assertTellsNoSecret(refusal);
        return refusal;
    }

    private static void assertTellsNoSecret(Exception problem) {
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text, true));
        if (problem instanceof OperatorException refusal) {
            text.append(refusal.expected()).append(refusal.found()).append(refusal.remedy());
        }
        assertThat(text.toString()).doesNotContain(PASSWORD, ALICE.substring(6), "t0ken", "Bearer t");
    }

    private String bearer() {
        return "Bearer realm=\"http://" + registry.address() + "/token\",service=\"the registry\","
                + "scope=\"repository:piprio/release:pull\"";
    }

    // No login

    @Test
    void aRegistryThatWantsNoLoginIsToldNone() throws IOException {
        assertThat(ask(access(), TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-");
        assertThat(lookedUp).isEmpty();
    }

    // Basic

    @Test
    void aPasswordIsSentWhenItIsAskedForAndFromThenOn() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        RegistryAccess access = access();

        assertThat(ask(access, TAGS)).isEqualTo("200 tags");
        assertThat(ask(access, API)).isEqualTo("200 api");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE);
        assertThat(lookedUp).containsExactly(registry.address());
    }

    @Test
    void aPasswordThatChangedMeanwhileIsLookedUpAgain() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        RegistryAccess access = access();
        ask(access, TAGS);
        String another = GuardedRegistry.basic("alice", "another");
        registry.forgets().accepts(another);
        login = alice("another");

        assertThat(ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE, another);
    }

    @Test
    void aWrongPasswordIsRefusedOnceAndSaysWhereItWasFound() {
        registry.guards("/v2/", "Basic realm=\"x\"");

        OperatorException refusal = refusal();

        assertThat(refusal.problem()).endsWith("does not take the login of this host");
        assertThat(refusal.expected()).isEqualTo("a login at " + registry.address() + " that may read piprio/release");
        assertThat(refusal.found()).isEqualTo("HTTP status 401\ncredentials: " + WHERE);
        assertThat(refusal.remedy()).contains("docker login " + registry.address() + "\n");
        assertThat(registry.authorizations()).containsExactly("-", ALICE);
    }

    @Test
    void withoutCredentialsItSaysWhereTheyWereLookedFor() {
        login = nobody();
        registry.guards("/v2/", "Basic realm=\"x\"");

        OperatorException refusal = refusal();

        assertThat(refusal.problem()).endsWith("wants a login");
        assertThat(refusal.found())
                .isEqualTo("HTTP status 401\nno credentials: there is no /home/alice/.docker/config.json");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void anIdentityTokenIsNoPassword() {
        login = new RegistryLogin(Optional.of(new RegistryCredentials("", new Secret("t0ken"), true)), WHERE);
        registry.guards("/v2/", "Basic realm=\"x\"");

        assertThat(refusal().problem()).endsWith("wants a user and a password");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    // Bearer

    @Test
    void aTokenIsAskedForWithThePasswordAndUsedAsLongAsItLives() throws IOException {
        registry.guards("/v2/", bearer()).guards("/token", "Basic realm=\"x\"").accepts(ALICE);
        RegistryAccess access = access();

        assertThat(ask(access, TAGS)).isEqualTo("200 tags");
        clock.sleep(Duration.ofSeconds(299));
        assertThat(ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "Bearer t1");
        assertThat(registry.requests().get(1).line())
                .isEqualTo("GET /token?service=the+registry&scope=repository%3Apiprio%2Frelease%3Apull");
    }

    @Test
    void aTokenWhoseLifeIsOverIsNotSentAgain() throws IOException {
        registry.guards("/v2/", bearer());
        RegistryAccess access = access();
        ask(access, TAGS);
        clock.sleep(Duration.ofSeconds(300));

        assertThat(ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "-", ALICE, "Bearer t2");
    }

    @Test
    void aTokenThatTellsNoLifeLivesForAMinute() throws IOException {
        registry.guards("/v2/", bearer()).issues("{\"access_token\":\"t%d\"}");
        RegistryAccess access = access();
        ask(access, TAGS);
        clock.sleep(Duration.ofSeconds(59));
        ask(access, TAGS);
        clock.sleep(Duration.ofSeconds(1));
        ask(access, TAGS);

        assertThat(registry.authorizations())
                .containsExactly("-", ALICE, "Bearer t1", "Bearer t1", "-", ALICE, "Bearer t2");
    }

    @Test
    void aTokenThatTheRegistryTakesNoMoreIsReplaced() throws IOException {
        registry.guards("/v2/", bearer());
        RegistryAccess access = access();
        ask(access, TAGS);
        registry.forgets();

        assertThat(ask(access, TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "Bearer t1", "Bearer t1", ALICE, "Bearer t2");
    }

    @Test
    void eachRepositoryHasItsToken() throws IOException {
        registry.guards("/v2/", "Bearer realm=\"http://" + registry.address() + "/token\"");
        RegistryAccess access = access();
        ask(access, TAGS);
        ask(access, API);

        assertThat(registry.requests().get(1).line()).endsWith("/token?scope=repository%3Apiprio%2Frelease%3Apull");
        assertThat(registry.requests().get(4).line()).endsWith("/token?scope=repository%3Apiprio%2Fapi%3Apull");
    }

    @Test
    void whatEverybodyMayReadNeedsATokenAndNoCredentials() throws IOException {
        login = nobody();
        registry.guards("/v2/", bearer());

        assertThat(ask(access(), TAGS)).isEqualTo("200 tags");

        assertThat(registry.authorizations()).containsExactly("-", "-", "Bearer t1");
    }

    @Test
    void anIdentityTokenIsExchangedInABody() throws IOException {
        login = new RegistryLogin(Optional.of(new RegistryCredentials("", new Secret("t0ken&"), true)), WHERE);
        registry.guards("/v2/", bearer()).issues("{\"access_token\":\"t%d\"}");

        assertThat(ask(access(), TAGS)).isEqualTo("200 tags");

        assertThat(registry.requests().get(1))
                .isEqualTo(new GuardedRegistry.Request(
                        "POST /token",
                        "-",
                        "grant_type=refresh_token&client_id=piprio-upgrader&refresh_token=t0ken%26"
                                + "&service=the+registry&scope=repository%3Apiprio%2Frelease%3Apull"));
    }

    @Test
    void aTokenServiceThatDoesNotTakeThePasswordIsNamed() {
        registry.guards("/v2/", bearer()).guards("/token", "Basic realm=\"x\"");

        OperatorException refusal = refusal();

        assertThat(refusal.problem()).endsWith("does not take the login of this host");
        assertThat(refusal.found()).isEqualTo("no token from http://" + registry.address() + "\ncredentials: " + WHERE);
    }

    @Test
    void aTokenThatIsNotEnoughIsRefused() {
        registry.guards("/v2/", bearer()).issues("{\"token\":\"another\"}");

        assertThat(refusal().found()).startsWith("HTTP status 401\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"token\":\"s3cret\\r\\nX: y\"}", "{\"tok\":\"s3cret\"}", "s3cret", "[]", ""})
    void anAnswerThatIsNoTokenIsThatOfABrokenRegistry(String answer) {
        registry.guards("/v2/", bearer()).issues(answer);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ask(access(), TAGS))
                .satisfies(RegistryAccessTest::assertTellsNoSecret)
                .withMessageContaining("without a token from the token service http://" + registry.address());
    }

    @Test
    void credentialsAreNotSentWhereAnybodyCanReadAlong() {
        registry.guards("/v2/", "Bearer realm=\"http://127.example.com/token\"");

        OperatorException refusal = refusal();

        assertThat(refusal.problem()).endsWith("wants logins to be sent where anybody can read them");
        assertThat(refusal.found()).startsWith("the token service http://127.example.com:80,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer realm=\"\"", "Bearer realm=\"://\"", "Bearer realm=\"/token\""})
    void aTokenServiceWithoutAnAddressIsThatOfABrokenRegistry(String challenge) {
        registry.guards("/v2/", challenge);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(access(), TAGS));
        assertThat(registry.authorizations()).containsExactly("-");
    }

    // Neither

    @ParameterizedTest
    @ValueSource(strings = {"Negotiate", "Digest realm=\"x\", nonce=\"y\"", ""})
    void anotherKindOfLoginIsNamed(String challenge) {
        registry.guards("/v2/", challenge);

        assertThat(refusal().problem()).endsWith("wants a login of a kind that is not known here");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsForbiddenIsRefusedWithoutTryingOn() {
        registry.answers(TAGS, 403);

        OperatorException refusal = refusal();

        assertThat(refusal.problem()).endsWith("does not let this host read piprio/release");
        assertThat(refusal.found()).startsWith("HTTP status 403\ncredentials: ");
        assertThat(registry.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsForbiddenToALoginIsRefused() {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE).answers(TAGS, 403);

        assertThat(refusal().problem()).endsWith("does not let this host read piprio/release");
    }

    // Redirects

    @Test
    void aRedirectCarriesTheLoginToTheSameRegistryOnly() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"")
                .accepts(ALICE)
                .redirects(TAGS, "/v2/other")
                .redirects("/v2/other", elsewhere.uri("/store").toString());
        elsewhere.redirects("/store", registry.uri("/open").toString());
        registry.has("/open", "stored");

        assertThat(ask(access(), TAGS)).isEqualTo("200 stored");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, ALICE, "-");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @Test
    void whoStoresForTheRegistryIsToldNoLogin() throws IOException {
        registry.redirects(TAGS, elsewhere.uri("/store").toString());
        elsewhere.guards("/store", "Basic realm=\"x\"").accepts(ALICE);

        assertThat(ask(access(), TAGS)).startsWith("401 ");

        assertThat(elsewhere.authorizations()).containsExactly("-");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void anotherNameOfThisHostIsAnotherHost() throws IOException {
        String named = registry.uri("/open").toString().replace("127.0.0.1", "localhost");
        registry.guards("/v2/", "Basic realm=\"x\"")
                .accepts(ALICE)
                .redirects(TAGS, named)
                .has("/open", "stored");

        assertThat(ask(access(), TAGS)).isEqualTo("200 stored");

        assertThat(registry.authorizations()).containsExactly("-", ALICE, "-");
    }

    @Test
    void aTokenServiceThatSendsOnLosesThePassword() {
        registry.guards("/v2/", bearer().replace("/token", "/moved"))
                .redirects("/moved", elsewhere.uri("/token").toString());

        assertThat(refusal().found()).startsWith("HTTP status 401\n");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @Test
    void whatIsElsewhereIsAskedForWithoutALogin() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);
        elsewhere.has("/v2/piprio/release/tags/more", "more");
        RegistryAccess access = access();
        ask(access, TAGS);

        TextExchange.Answer answer =
                access.ask(elsewhere.uri("/v2/piprio/release/tags/more"), exchange.of(request -> request));

        assertThat(answer.response().body()).isEqualTo("more");
        assertThat(elsewhere.authorizations()).containsExactly("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://store.example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//", "http://["})
    void aRedirectToNowhereSafeIsNotFollowed(String location) {
        registry.redirects(TAGS, location);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(access(), TAGS));
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void redirectsInACircleEnd() {
        registry.redirects(TAGS, TAGS);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ask(access(), TAGS))
                .withMessageStartingWith("more than 5 redirects");
        assertThat(registry.requests()).hasSize(6);
    }

    @Test
    void headIsAskedAsHead() throws IOException {
        registry.guards("/v2/", "Basic realm=\"x\"").accepts(ALICE);

        access().ask(registry.uri(API), exchange.of(request -> request.method("HEAD", BodyPublishers.noBody())));

        assertThat(registry.requests())
                .extracting(GuardedRegistry.Request::line)
                .containsOnly("HEAD " + API);
    }
}
