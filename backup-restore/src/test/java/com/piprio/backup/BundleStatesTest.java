package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path backups;

    @Test
    void factsAreKeptApart() {
        BundleStates states = new BundleStates(backups);
        assertThat(states.of(BundleFixture.ID).proven()).isFalse();

        states.pin(BundleFixture.ID, BundleState.OPERATOR, NOW);
        states.verified(BundleFixture.ID, VerificationLevel.CONTENT, NOW);
        states.drilled(BundleFixture.ID, new BundleState.Drilled(NOW, 1200, "rows are missing"));
        states.pin(BundleFixture.ID, BundleState.OPERATOR, NOW.plusSeconds(60));

        BundleState state = states.of(BundleFixture.ID);
        assertThat(state.proven()).isTrue();
        assertThat(state.drilled()).isEqualTo(new BundleState.Drilled(NOW, 1200, "rows are missing"));
        assertThat(state.pins()).containsEntry(BundleState.OPERATOR, NOW);

        states.doubted(BundleFixture.ID);
        states.unpin(BundleFixture.ID, BundleState.OPERATOR);
        assertThat(states.of(BundleFixture.ID).proven()).isFalse();
        assertThat(states.of(BundleFixture.ID).pinned()).isFalse();
        assertThat(states.of(BundleFixture.ID).drilled()).isNotNull();
    }

    @Test
    void aSetOfFilesIsNoProofOfTheirContents() {
        BundleStates states = new BundleStates(backups);
        states.verified(BundleFixture.ID, VerificationLevel.FILES, NOW);

        assertThat(states.of(BundleFixture.ID).proven()).isFalse();
    }

    @Test
    void aFileThatIsNotUnderstoodIsNamed() throws IOException {
        BundleStates states = new BundleStates(backups);
        states.verified(BundleFixture.ID, VerificationLevel.CONTENT, NOW);
        Path file = backups.resolve(".state").resolve(BundleFixture.ID.value() + ".verified");
        Files.writeString(file, "{\"at\":\"yesterday\",\"level\":\"CONTENT\"}");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> states.of(BundleFixture.ID));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
        assertThat(refusal.problem()).contains(file.toString());
    }
}
