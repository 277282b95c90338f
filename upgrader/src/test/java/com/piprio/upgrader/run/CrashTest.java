package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashTest {
    private static final ServiceContainer ENDED =
            new ServiceContainer("0123456789abcdef", "api", 2, false, 0, 4, "sha256:image", "1.5.0", null);
    private static final ServiceContainer RESTARTED =
            new ServiceContainer("0123456789abcdef", "api", 2, true, 1, 0, "sha256:image", "1.5.0", "10.0.0.9");

    private static OperatorException problem(ServiceContainer container, String words, boolean outOfMemory) {
        Platform platform = (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "lastWords" -> Optional.of(words);
                    case "ranOutOfMemory" -> outOfMemory;
                    case "memoryLimit" -> 512L << 20;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Crash.problem(platform, "api", container);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "migration 1.5.0.2 failed: SQL state 42883: ERROR: no such function (V1.sql line 2) | MIGRATION_FAILED",
                "migration 1.5.0.2 failed: SQL state 53100: ERROR: could not extend file (V1.sql)    | DISK_FULL",
                "migration 1.5.0.2 failed: SQL state 08006: An I/O error occurred (V1.sql)           | DATABASE_UNREACHABLE",
                "migration 1.5.0.2 failed: SQL state 57P01: FATAL: terminating connection (V1.sql)   | DATABASE_UNREACHABLE",
                "migrations failed: Unable to release the lock; SQL State  : 08003; Message : closed         | DATABASE_UNREACHABLE",
                "migration 1.5.0.2 failed: SQL state 57014: ERROR: canceling statement (V1.sql)      | MIGRATION_FAILED",
                "Terminating due to java.lang.OutOfMemoryError: Java heap space                      | OUT_OF_MEMORY",
                "refusing to start: the schema accepts releases from 1.6.0 on                        | START_FAILED"
            })
    void theLastWordsTellWhatIsToBeMended(String words, ErrorCode code) {
        OperatorException problem = problem(ENDED, words, false);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.found()).isEqualTo("exit code 4: " + words);
    }

    @Test
    void whatTheKernelDidComesBeforeWhatTheServiceSaid() {
        OperatorException problem = problem(RESTARTED, "starting", true);

        assertThat(problem.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
        assertThat(problem.problem()).isEqualTo("api was ended for want of memory");
        assertThat(problem.expected()).isEqualTo("api ready within 512.0 MiB");
        assertThat(problem.found()).isEqualTo("Docker started it again: starting");
    }

    @Test
    void aMigrationThatIsWrongIsNamedAndItsLogToo() {
        OperatorException problem = problem(ENDED, "migration 1.5.0.2 failed: no message", false);

        assertThat(problem.problem()).isEqualTo("migration 1.5.0.2 failed: no message");
        assertThat(problem.remedy()).endsWith("docker logs 0123456789ab");
    }
}
