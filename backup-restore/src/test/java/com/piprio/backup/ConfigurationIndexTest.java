package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationIndexTest {
    private static final int LARGEST = 256 << 10;

    private static String refusal(ThrowingCallable reading) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, reading);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
        return refusal.problem();
    }

    private static String refusal(String json) {
        return refusal(() -> ConfigurationIndex.read(BundleFixture.bytes(json)));
    }

    private static String entry(String name, String file) {
        return "{\"name\":\"" + name + "\",\"file\":\"" + file + "\"}";
    }

    @Test
    void readsWhatItWrote() {
        List<ConfigurationIndex.Entry> entries = List.of(
                new ConfigurationIndex.Entry(".env", "config/0"),
                new ConfigurationIndex.Entry("config/proxy/haproxy.cfg", "config/9999"));

        assertThat(ConfigurationIndex.read(ConfigurationIndex.write(entries))).isEqualTo(entries);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../.env", "config/../../x", "./x", "a/.", "/etc/passwd", "a//b", "a/", "A", "a b", "a\\\\b"
            })
    void refusesNamesThatLeadElsewhere(String name) {
        assertThat(refusal("[" + entry(name, "config/0") + "]")).contains("field 'name'");
    }

    @Test
    void refusesANameWithoutEnd() {
        assertThat(ConfigurationIndex.read(BundleFixture.bytes("[" + entry("x".repeat(200), "config/0") + "]")))
                .hasSize(1);
        assertThat(refusal("[" + entry("x".repeat(201), "config/0") + "]")).contains("field 'name'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"config/00", "config/10000", "config/-1", "config/index.json", "db/database.dump", "../config/0"
            })
    void refusesFilesThatAreNoneOfTheConfiguration(String file) {
        assertThat(refusal("[" + entry(".env", file) + "]")).contains("field 'file'");
    }

    @Test
    void refusesWhatItCannotHaveWritten() {
        assertThat(refusal("{}")).contains("a list is expected");
        assertThat(refusal("[{\"name\":\"a\",\"file\":\"config/0\",\"mode\":\"0600\"}]"))
                .contains("unknown field 'mode'");
    }

    @Test
    void refusesANameOrAFileTwice() {
        assertThat(refusal("[" + entry("a", "config/0") + "," + entry("a", "config/1") + "]"))
                .contains("twice");
        assertThat(refusal("[" + entry("a", "config/0") + "," + entry("b", "config/0") + "]"))
                .contains("twice");
        // A name is no file, whatever it looks like.
        assertThat(ConfigurationIndex.read(BundleFixture.bytes(
                        "[" + entry("config/1", "config/0") + "," + entry("config/0", "config/1") + "]")))
                .hasSize(2);
    }

    @Test
    void refusesMoreThanIsHonest() throws IOException {
        Path file = Path.of("config/index.json");

        assertThat(ConfigurationIndex.read(Content.held(file, padded(LARGEST)))).isEmpty();
        assertThat(refusal(() -> ConfigurationIndex.read(Content.held(file, padded(LARGEST + 1)))))
                .contains("is too large");
    }

    private static byte[] padded(int size) {
        return BundleFixture.bytes("[]" + " ".repeat(size - 2));
    }
}
