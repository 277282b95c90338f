package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the passphrase in their head opens a bundle with it, and leaves it nowhere. */
class TypedPassphraseTest {
    private static final String PASSPHRASE = "correct horse battery st\u00e4ple";

    @TempDir
    Path backups;

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<char[]> handedOut = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private BundleFixture bundle;
    private BundleKeys keys;

    @BeforeEach
    void writeBundle() throws IOException {
        BundleFixture.encryptIn(backups, PASSPHRASE);
        bundle = BundleFixture.in(backups);
        Files.delete(file());
        keys = new BundleKeys(backups.resolve("installation"), this::ask);
    }

    private Path file() {
        return backups.resolve("installation").resolve(BundleEncryption.PASSPHRASE);
    }

    private Optional<char[]> ask(String question) {
        questions.add(question);
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        char[] typed = answers.remove().toCharArray();
        handedOut.add(typed);
        return Optional.of(typed);
    }

    private Bundle verify() {
        return new BundleVerifier(keys).verify(bundle.directory, Progress.none());
    }

    private OperatorException refusal() {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::verify);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_LOCKED);
        return refusal;
    }

    @Test
    void opensTheBundleAndIsAskedForOnce() {
        answers.add(PASSPHRASE);

        assertThat(verify().configurationText(".env")).isPresent();
        assertThat(verify().configurationText(".env")).isPresent();

        assertThat(questions).hasSize(1);
    }

    @Test
    void whatOpensOneBundleIsNotTakenForTheKeyOfAnother() throws IOException {
        String other = "another horse battery staple";
        BundleFixture.encryptIn(backups, other + "\n" + PASSPHRASE);
        BundleFixture second = BundleFixture.in(backups, new BundleId("piprio_20261125T081500Z"));
        Files.delete(file());
        answers.addAll(List.of(PASSPHRASE, other));
        verify();

        Bundle opened = new BundleVerifier(keys).verify(second.directory, Progress.none());

        assertThat(opened.configurationText(".env")).isPresent();
        assertThat(questions).hasSize(2);
    }

    @Test
    void isOverwrittenWhetherItFitsOrNot() {
        answers.addAll(List.of("another horse battery staple", PASSPHRASE + " "));

        assertThat(verify().configurationText(".env")).isPresent();

        assertThat(handedOut).hasSize(2).allSatisfy(typed -> assertThat(typed).containsOnly('\0'));
        assertThat(questions.get(1)).contains("Once more");
        assertThat(questions.toString()).doesNotContain("horse");
    }

    @Test
    void isNotAskedForAFourthTime() {
        answers.addAll(List.of("first", "second", "third", PASSPHRASE));

        assertThat(refusal().found()).isEqualTo("there is no passphrase here");

        assertThat(questions).hasSize(3);
        assertThat(handedOut).allSatisfy(typed -> assertThat(typed).containsOnly('\0'));
    }

    @Test
    void anEmptyLineLeavesTheQuestion() {
        answers.addAll(List.of("", PASSPHRASE));
        refusal();
        assertThat(questions).hasSize(1);

        answers.clear();
        answers.addAll(List.of("   ", PASSPHRASE));
        refusal();
        assertThat(questions).hasSize(2);
    }

    @Test
    void whereNobodyIsThereTheRefusalStays() {
        refusal();
        keys = new BundleKeys(backups.resolve("installation"));
        answers.add(PASSPHRASE);

        OperatorException refusal = refusal();

        assertThat(refusal.found()).isEqualTo("there is no passphrase here");
        assertThat(refusal.remedy()).contains(BundleEncryption.PASSPHRASE);
        assertThat(answers).hasSize(1);
    }

    @Test
    void isAskedForWhereTheFileHoldsAnotherOneAndNotWhereItHoldsThisOne() throws IOException {
        BundleFixture.encryptIn(backups, "another horse battery staple");
        refusal();
        assertThat(questions).hasSize(1);

        BundleFixture.encryptIn(backups, PASSPHRASE);
        assertThat(verify().configurationText(".env")).isPresent();
        assertThat(questions).hasSize(1);
    }

    @Test
    void nobodyIsAskedForABundleOfAStranger() throws IOException {
        bundle.seal(bundle.manifest(), SigningKey.generate());
        answers.add(PASSPHRASE);

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::verify);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
        assertThat(questions).isEmpty();
    }

    @Test
    void aBackupThatOnlyLooksForContentsToShareAsksNobody() {
        new BundleStates(backups).verified(BundleFixture.ID, VerificationLevel.DECODED, Instant.EPOCH);
        answers.add(PASSPHRASE);

        assertThat(EarlierBundle.of(backups, BundleFixture.DEPLOYMENT, keys)).isEmpty();

        assertThat(questions).isEmpty();
    }
}
