package com.piprio.e2e.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault that the account must notice, put in on purpose. */
class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

    private final Ledger ledger = new Ledger();
    private final Held held = new Held();

    /** A platform that keeps everything as it should, until a test spoils it. */
    private static final class Held implements Ledger.Holdings {
        private final Map<String, List<String>> documents = new HashMap<>(Map.of("a.txt", List.of("d1")));
        private final Map<String, String> contents = new HashMap<>(Map.of("d1", "hash"));
        private final Map<String, List<String>> jobs = new HashMap<>(Map.of("key", List.of("j1")));
        private String status = "done";
        private int effects = 1;

        @Override
        public List<String> documents(String name) {
            return documents.getOrDefault(name, List.of());
        }

        @Override
        public Optional<String> contentSha256(String id) {
            return Optional.ofNullable(contents.get(id));
        }

        @Override
        public List<String> jobs(String key) {
            return jobs.getOrDefault(key, List.of());
        }

        @Override
        public String jobStatus(String id) {
            return status;
        }

        @Override
        public int effects(String jobId) {
            return effects;
        }
    }

    @BeforeEach
    void oneDocumentAndOneJobWereAcknowledged() {
        ledger.sentDocument("a.txt");
        ledger.acknowledged(new Ledger.Document("d1", "a.txt", "hash", NOW));
        ledger.sentJob("key");
        ledger.acknowledged(new Ledger.Job("j1", "key", "extract", NOW));
    }

    @Test
    void findsNothingWhereEverythingWasKept() {
        assertThat(ledger.problems(held)).isEmpty();
        ledger.expectKept(held);
    }

    @Test
    void findsALostDocument() {
        held.documents.clear();
        assertThat(ledger.problems(held)).containsExactly("lost: document d1 a.txt");
        assertThatThrownBy(() -> ledger.expectKept(held))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost: document d1");
    }

    @Test
    void findsADocumentThatIsStoredTwice() {
        held.documents.put("a.txt", List.of("d1", "d2"));
        assertThat(ledger.problems(held)).containsExactly("doubled: document a.txt is [d1, d2]");
    }

    @Test
    void findsAWriteWithoutAnswerThatIsStoredTwice() {
        ledger.sentDocument("unanswered.txt");
        held.documents.put("unanswered.txt", List.of("d3", "d4"));
        assertThat(ledger.problems(held)).hasSize(1).first().asString().startsWith("doubled");
    }

    @Test
    void acceptsAWriteWithoutAnswerThatIsStoredOnceOrNotAtAll() {
        ledger.sentDocument("unanswered.txt");
        assertThat(ledger.problems(held)).isEmpty();
        held.documents.put("unanswered.txt", List.of("d3"));
        assertThat(ledger.problems(held)).isEmpty();
    }

    @Test
    void findsOtherBytes() {
        held.contents.put("d1", "other");
        assertThat(ledger.problems(held)).containsExactly("bytes changed or missing: document d1 a.txt");
    }

    @Test
    void findsADocumentWhoseObjectIsMissing() {
        held.contents.clear();
        assertThat(ledger.problems(held)).containsExactly("bytes changed or missing: document d1 a.txt");
    }

    @Test
    void findsALostJob() {
        held.jobs.clear();
        assertThat(ledger.problems(held)).containsExactly("lost: job j1 key");
    }

    @Test
    void findsADoubledJob() {
        held.jobs.put("key", List.of("j1", "j2"));
        assertThat(ledger.problems(held)).containsExactly("doubled: job key is [j1, j2]");
    }

    @Test
    void findsAJobThatNeverEnded() {
        held.status = "running";
        assertThat(ledger.problems(held)).containsExactly("not done but running: job j1 key");
    }

    @Test
    void findsAnEffectThatHappenedTwiceOrNever() {
        held.effects = 2;
        assertThat(ledger.problems(held)).containsExactly("took effect 2 times: job j1");
        held.effects = 0;
        assertThat(ledger.problems(held)).containsExactly("took effect 0 times: job j1");
    }

    @Test
    void forgetsWhatWasAcknowledgedLater() {
        ledger.acknowledged(new Ledger.Document("d9", "late.txt", "hash", NOW.plusSeconds(5)));
        assertThat(ledger.before(NOW.plusSeconds(1)).problems(held)).isEmpty();
        assertThat(ledger.problems(held)).containsExactly("lost: document d9 late.txt");
    }

    @Test
    void expectsTheBytesOfTheLastAcknowledgedReplacement() {
        ledger.acknowledged(ledger.sentReplacement("d1", "newer"), NOW.plusSeconds(1));
        assertThat(ledger.account(held).lost()).containsExactly("bytes changed or missing: document d1 a.txt");
        held.contents.put("d1", "newer");
        assertThat(ledger.problems(held)).isEmpty();
    }

    @Test
    void acceptsAReplacementWithoutAnswerWhetherItWasStoredOrNot() {
        ledger.sentReplacement("d1", "newer");
        assertThat(ledger.problems(held)).isEmpty();
        held.contents.put("d1", "newer");
        assertThat(ledger.problems(held)).isEmpty();
        held.contents.put("d1", "neither");
        assertThat(ledger.problems(held)).hasSize(1);
    }

    @Test
    void beforeATimeAcceptsAnyReplacementThatCameLater() {
        ledger.acknowledged(ledger.sentReplacement("d1", "second"), NOW.plusSeconds(1));
        ledger.acknowledged(ledger.sentReplacement("d1", "third"), NOW.plusSeconds(9));
        Ledger part = ledger.before(NOW.plusSeconds(5));
        assertThat(part.problems(held)).hasSize(1);
        held.contents.put("d1", "second");
        assertThat(part.problems(held)).isEmpty();
        assertThat(ledger.problems(held)).hasSize(1);
        held.contents.put("d1", "third");
        assertThat(part.problems(held)).isEmpty();
    }

    @Test
    void tellsLostFromDoubled() {
        held.effects = 2;
        held.documents.clear();
        assertThat(ledger.account(held).lost()).containsExactly("lost: document d1 a.txt");
        assertThat(ledger.account(held).duplicated()).containsExactly("took effect 2 times: job j1");
    }
}
