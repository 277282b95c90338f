package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same guards on a real server are those of {@link RestoreGuardsIT}. */
class ServerFitTest {
    private final ScriptedServer server = new ScriptedServer()
            .answer("SHOW server_version", "17.6 (Debian 17.6-0+deb13u1)")
            .answer("pg_available_extension_versions", "pgcrypto", "uuid-ossp")
            .answer("pg_encoding_to_char", "UTF8");
    private final ServerFit fit = new ServerFit(server.session());

    private static OperatorException refusal(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "16.9 (Debian)", "17.0", "17.99"})
    void takesTheDumpOfAnOlderServer(String version) {
        assertThatCode(() -> fit.requireMajor(version)).doesNotThrowAnyException();
    }

    @Test
    void refusesTheDumpOfANewerServer() {
        OperatorException refusal = refusal(() -> fit.requireMajor("18.0"));

        assertThat(refusal.expected()).startsWith("PostgreSQL 17.6");
        assertThat(refusal.found()).isEqualTo("PostgreSQL 18.0");
    }

    @Test
    void refusesExtensionsThatTheServerLacks() {
        assertThatCode(() -> fit.requireExtensions(Set.of("pgcrypto"))).doesNotThrowAnyException();
        assertThatCode(() -> fit.requireExtensions(Set.of())).doesNotThrowAnyException();
        OperatorException refusal =
                refusal(() -> fit.requireExtensions(new TreeSet<>(Set.of("pgcrypto", "vector", "postgis"))));

        assertThat(refusal.expected()).isEqualTo("pgcrypto, postgis, vector");
        assertThat(refusal.found()).isEqualTo("missing, or only for a superuser: postgis, vector");
    }

    @Test
    void refusesAnotherEncoding() {
        assertThatCode(() -> fit.requireEncoding("UTF8", "piprio")).doesNotThrowAnyException();

        assertThat(refusal(() -> fit.requireEncoding("LATIN1", "piprio")).expected())
                .isEqualTo("UTF8");
        server.answer("LIMIT 1 piprio", "LATIN1");
        assertThatCode(() -> fit.requireEncoding("LATIN1", "piprio")).doesNotThrowAnyException();
    }
}
