package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationBackupTest {
    @TempDir
    Path folder;

    private PartialBundle partial;

    @BeforeEach
    void beginABundle() throws IOException {
        partial = new PartialBundle(folder.resolve(BundleFixture.ID.value()), BundleFixture.ID, null);
        partial.create();
    }

    @Test
    void eachFileLiesUnderItsNumber() throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(".env", Files.writeString(folder.resolve("first"), "PIPRIO_VERSION=1.4.0\n"));
        files.put("release.yaml", Files.writeString(folder.resolve("second"), "version: 1.4.0\n"));

        assertThat(ConfigurationBackup.write(partial, files)).isEqualTo(2);

        assertThat(ConfigurationIndex.read(partial.content(ConfigurationIndex.PATH)))
                .containsExactly(
                        new ConfigurationIndex.Entry(".env", "config/0"),
                        new ConfigurationIndex.Entry("release.yaml", "config/1"));
        assertThat(partial.directory().resolve("config/0")).hasContent("PIPRIO_VERSION=1.4.0\n");
        assertThat(partial.directory().resolve("config/1")).hasContent("version: 1.4.0\n");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path absent = folder.resolve("absent");

        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> ConfigurationBackup.write(partial, Map.of(".env", absent)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(refusal.problem()).isEqualTo(absent + " does not exist");
    }
}
