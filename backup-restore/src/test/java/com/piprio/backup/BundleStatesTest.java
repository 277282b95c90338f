package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2026-11-24T12:00:00Z\",\"level\":\"MIRACLE\"}",
                "{\"at\":\"2026-11-24T12:00:00Z\",\"level\":\"CONTENT\",\"by\":\"me\"}",
                "{\"at\":\"2026-11-24T12:00:00Z\"}",
                "[]",
                ""
            })
    void believesNothingThatItCannotHaveWritten(String text) throws IOException {
        BundleStates states = new BundleStates(backups);
        states.verified(BundleFixture.ID, VerificationLevel.CONTENT, NOW);
        Files.writeString(backups.resolve(".state").resolve(BundleFixture.ID.value() + ".verified"), text);

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> states.of(BundleFixture.ID));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../x", "a b", "a.b", "a-b"})
    void aReasonForAPinIsAWord(String reason) {
        assertThatThrownBy(() -> new BundleStates(backups).pin(BundleFixture.ID, reason, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReasonForAPinHasAnEnd() {
        BundleStates states = new BundleStates(backups);
        states.pin(BundleFixture.ID, "x".repeat(60), NOW);

        assertThat(states.of(BundleFixture.ID).pins()).containsOnlyKeys("x".repeat(60));
        assertThatThrownBy(() -> states.pin(BundleFixture.ID, "x".repeat(61), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDrillThatWentWellHasNoProblem() {
        BundleStates states = new BundleStates(backups);
        BundleState.Drilled well = new BundleState.Drilled(NOW, 7, null);
        states.drilled(BundleFixture.ID, well);

        assertThat(states.of(BundleFixture.ID).drilled()).isEqualTo(well);
    }

    @Test
    void forgetsOneBundleAndKnowsTheOthers() throws IOException {
        BundleStates states = new BundleStates(backups);
        BundleId other = new BundleId("piprio_20261125T081500Z");
        assertThat(states.known()).isEmpty();
        states.verified(BundleFixture.ID, VerificationLevel.CONTENT, NOW);
        states.pin(BundleFixture.ID, BundleState.OPERATOR, NOW);
        states.pin(other, BundleState.OPERATOR, NOW);
        Files.writeString(backups.resolve(".state/piprio_notes"), "of somebody");

        assertThat(states.known()).containsExactlyInAnyOrder(BundleFixture.ID, other);
        assertThat(states.of(other).pinned()).isTrue();
        states.forget(BundleFixture.ID);

        assertThat(states.known()).containsExactly(other);
        assertThat(backups.resolve(".state/piprio_notes")).exists();
    }
}
