package com.piprio.upgrader.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://registry.example.com/a, https://registry.example.com:443, true",
        "HTTPS://Registry.Example.COM:443/b, https://registry.example.com:443, true",
        "http://registry.example.com, http://registry.example.com:80, false",
        "http://127.0.0.1:5000/, http://127.0.0.1:5000, true",
        "http://localhost:5000/, http://localhost:5000, true",
        "http://[::1]:5000/, http://[::1]:5000, true",
        "http://127.example.com/, http://127.example.com:80, false",
        "http://localhost.example.com/, http://localhost.example.com:80, false",
        "http://user@127.0.0.1@example.com/, , ",
        "ftp://127.0.0.1/, ftp://127.0.0.1:80, false"
    })
    void saysWhoIsAskedAndWhoCanReadAlong(String address, String origin, Boolean confidential) throws IOException {
        if (origin == null) {
            assertThatExceptionOfType(Exception.class).isThrownBy(() -> Origin.of(URI.create(address)));
        } else {
            assertThat(Origin.of(URI.create(address))).hasToString(origin);
            assertThat(Origin.of(URI.create(address)).confidential()).isEqualTo(confidential);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v2/", "//", "mailto:a@example.com", "file:///etc/passwd", "https:registry"})
    void anAddressWithoutAHostIsNone(String address) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> Origin.of(URI.create(address)));
    }

    @Test
    void portAndSchemeTellOriginsApart() throws IOException {
        assertThat(Origin.of(URI.create("https://a:444/"))).isNotEqualTo(Origin.of(URI.create("https://a/")));
        assertThat(Origin.of(URI.create("https://a:80/"))).isNotEqualTo(Origin.of(URI.create("http://a/")));
    }
}
