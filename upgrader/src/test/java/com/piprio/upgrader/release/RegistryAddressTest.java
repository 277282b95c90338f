package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "registry.example.com, https://registry.example.com/v2/piprio/api/tags/list",
        "registry.example.com:5000, https://registry.example.com:5000/v2/piprio/api/tags/list",
        "registry.example.com:5000/team/a, https://registry.example.com:5000/v2/team/a/piprio/api/tags/list",
        "10.0.0.7:5000, https://10.0.0.7:5000/v2/piprio/api/tags/list",
        "[fd00::7]:5000, https://[fd00::7]:5000/v2/piprio/api/tags/list",
        "127.0.0.1:5000, http://127.0.0.1:5000/v2/piprio/api/tags/list",
        "127.0.0.1:5000/team, http://127.0.0.1:5000/v2/team/piprio/api/tags/list",
        "localhost, http://localhost/v2/piprio/api/tags/list",
        "localhost:5000, http://localhost:5000/v2/piprio/api/tags/list",
        "[::1]:5000, http://[::1]:5000/v2/piprio/api/tags/list",
        "127.example.com:5000, https://127.example.com:5000/v2/piprio/api/tags/list",
        "localhost.example.com, https://localhost.example.com/v2/piprio/api/tags/list"
    })
    void speaksPlainHttpToLoopbackOnly(String registry, String expected) {
        assertThat(new RegistryAddress(registry).resource("piprio/api", "tags/list"))
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://registry.example.com",
                "registry example.com",
                "registry.example.com/",
                "registry.example.com:port",
                "user@registry.example.com",
                "registry.example.com?x",
                "registry..example.com",
                "127.1:5000",
                "[::::]:5000"
            })
    void whatIsNoAddressIsTheOperatorsToMend(String registry) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> new RegistryAddress(registry))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.ENV_VALUE_INVALID));
    }
}
