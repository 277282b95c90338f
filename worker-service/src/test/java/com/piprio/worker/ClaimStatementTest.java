package com.piprio.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.runtime.RunningRelease;
import com.piprio.runtime.SchemaWords;
import com.piprio.runtime.Version;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimStatementTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.3.0", "1.4.0", "1.5.0", "1.6.0"})
    void neverWaitsForAJobThatAnotherWorkerIsTaking(String release) {
        assertThat(statement(release)).contains("FOR UPDATE SKIP LOCKED");
    }

    @ParameterizedTest
    @CsvSource({"1.3.0, false, false", "1.4.0, true, false", "1.5.0, true, true", "1.6.0, true, true"})
    void usesOnlyColumnsOfItsRelease(String release, boolean attempts, boolean priority) {
        assertThat(statement(release).contains("attempts = attempts + 1")).isEqualTo(attempts);
        assertThat(statement(release).contains("priority")).isEqualTo(priority);
    }

    private static String statement(String release) {
        return JobTable.claimStatement(
                new SchemaWords(new RunningRelease(Version.of(release), Version.of(release), Path.of("unused"))));
    }
}
