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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host with the login of Alice that asks a registry; whoever uses it closes the registry. */
final class Asker {
    static final String TAGS = "/v2/piprio/release/tags/list";
    static final String API = "/v2/piprio/api/manifests/1.5.0";
    private static final String PASSWORD = "s3cret";
    static final String ALICE = GuardedRegistry.basic("alice", PASSWORD);
    static final String WHERE = "the entry for it in /home/alice/.docker/config.json";

    final GuardedRegistry registry = new GuardedRegistry().has(TAGS, "tags").has(API, "api");
    final TextExchange exchange = new TextExchange(Duration.ofSeconds(10));
    /** For which registries a login was looked up. */
    final List<String> lookedUp = new ArrayList<>();

    final FakeTime clock = new FakeTime();
    private RegistryLogin login = alice(PASSWORD);

    private final RegistryLogins logins = server -> {
        lookedUp.add(server);
        return login;
    };

    static RegistryLogin alice(String password) {
        return new RegistryLogin(Optional.of(new RegistryCredentials("alice", new Secret(password), false)), WHERE);
    }

    static RegistryLogin nobody() {
        return new RegistryLogin(Optional.empty(), "there is no /home/alice/.docker/config.json");
    }

    /** From now on another one than before. */
    void hasLogin(RegistryLogin another) {
        login = another;
    }

    RegistryAccess access() {
        return new RegistryAccess(registry.address(), registry.uri(TAGS), logins, clock);
    }

    /** Asks with an access that has seen nothing yet. */
    String ask(String path) throws IOException {
        return ask(access(), path);
    }

    /** Status and text of the answer. */
    String ask(RegistryAccess access, String path) throws IOException {
        TextExchange.Answer answer = access.ask(registry.uri(path), exchange.of(request -> request));
        return answer.status() + " " + answer.response().body();
    }

    OperatorException refusal() {
        OperatorException refusal = assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> ask(TAGS))
                .actual();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REGISTRY_LOGIN);
        assertThat(refusal.problem()).contains(registry.address());
        assertTellsNoSecret(refusal);
        return refusal;
    }

    static void assertTellsNoSecret(Exception problem) {
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text, true));
        if (problem instanceof OperatorException refusal) {
            text.append(refusal.expected()).append(refusal.found()).append(refusal.remedy());
        }
        assertThat(text.toString()).doesNotContain(PASSWORD, ALICE.substring(6), "t0ken", "Bearer t");
    }

    /** The challenge of a registry that has a token service. */
    String bearer() {
        return "Bearer realm=\"http://" + registry.address() + "/token\",service=\"the registry\","
                + "scope=\"repository:piprio/release:pull\"";
    }
}
