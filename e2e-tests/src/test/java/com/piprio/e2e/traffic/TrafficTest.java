package com.piprio.e2e.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.e2e.traffic.FakePlatform.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load against a small platform that misbehaves as told: each fault must turn the account red. */
class TrafficTest {

    private static final Profile SHORT_ONES = new Profile(
            Map.of(Kind.READ, 50.0, Kind.PAGE, 10.0, Kind.UPLOAD, 50.0, Kind.JOB, 50.0, Kind.REPLACE, 5.0),
            100,
            Duration.ofSeconds(20));

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void stopServer() {
        platform.close();
    }

    private Traffic start() {
        return start(SHORT_ONES);
    }

    private Traffic start(Profile profile) {
        return Traffic.start(platform.address(), "token", profile);
    }

    @Test
    void countsEveryRequestOfAPlatformThatAnswers() {
        Traffic traffic = start().awaitGood(150);
        TrafficReport report = traffic.stop().expectNoFailure(150);
        assertThat(traffic.ledger().documents()).isNotEmpty();
        assertThat(traffic.ledger().jobs()).isNotEmpty();
        assertThat(report.printed()).contains("0 failed");
        assertThat(report.totals()).containsOnlyKeys(Kind.READ, Kind.PAGE, Kind.UPLOAD, Kind.JOB, Kind.REPLACE);
        assertThat(report.exchanges()).anyMatch(Exchange::fresh).anyMatch(exchange -> !exchange.fresh());
        traffic.ledger().expectKept(platform);
    }

    @Test
    void countsARefusedUploadAsFailedAndDoesNotExpectItsDocument() {
        Traffic traffic = start().awaitGood(20);
        platform.uploadStatus = 503;
        awaitFailure(traffic);
        TrafficReport report = traffic.stop();
        assertThatThrownBy(() -> report.expectNoFailure(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("503");
        assertThat(report.failed()).allMatch(exchange -> exchange.kind() == Kind.UPLOAD);
        assertThat(report.reasons().keySet()).allMatch(reason -> reason.startsWith("503 ("));
    }

    @Test
    void countsAnUploadThatWasAnsweredAsARepetitionAsFailed() {
        Traffic traffic = start().awaitGood(20);
        platform.uploadStatus = 200;
        awaitFailure(traffic);
        assertThat(traffic.stop().failures()).containsOnlyKeys(Kind.UPLOAD);
    }

    @Test
    void countsAnAnswerWithOtherBytesAsFailed() {
        Traffic traffic = start().awaitGood(20);
        platform.answersOtherBytes = true;
        awaitFailure(traffic);
        assertThat(traffic.stop().printed()).contains("other bytes than were uploaded");
    }

    @Test
    void countsAnAnswerOfAnotherFormAsFailed() {
        Traffic traffic = start().awaitGood(20);
        platform.answersNoJson = true;
        awaitFailure(traffic);
        assertThat(traffic.stop().printed()).contains("the answer is no JSON");
    }

    @Test
    void countsABrokenConnectionAsFailedAndNeverTriesAgain() {
        Traffic traffic = start().awaitGood(20);
        platform.closesWithoutAnswer = true;
        awaitFailure(traffic);
        platform.closesWithoutAnswer = false;
        TrafficReport report = traffic.stop();
        assertThat(report.failed()).isNotEmpty();
        // The document to read and those to replace were put in before.
        assertThat(platform.requests.get()).isEqualTo(report.total() + 1 + 150);
    }

    @Test
    void findsWritesThatWereAcknowledgedAndForgotten() {
        platform.fault = Fault.FORGETS;
        Traffic traffic = start().awaitGood(60);
        traffic.stop().expectNoFailure(60);
        assertThat(traffic.ledger().account(platform).lost())
                .anyMatch(problem -> problem.startsWith("lost: document"))
                .anyMatch(problem -> problem.startsWith("lost: job"));
    }

    @Test
    void findsWritesThatWereStoredTwice() {
        platform.fault = Fault.STORES_TWICE;
        Traffic traffic = start().awaitGood(60);
        traffic.stop().expectNoFailure(60);
        assertThat(traffic.ledger().account(platform).duplicated())
                .anyMatch(problem -> problem.startsWith("doubled: document"))
                .anyMatch(problem -> problem.startsWith("doubled: job"));
        assertThat(traffic.ledger().account(platform).lost()).isEmpty();
    }

    @Test
    void findsReplacementsThatWereAcknowledgedAndNotStored() {
        platform.fault = Fault.STORES_OTHER_BYTES;
        Traffic traffic = start().awaitGood(60);
        awaitSome(traffic, exchange -> exchange.kind() == Kind.REPLACE);
        traffic.stop().expectNoFailure(60);
        assertThat(traffic.ledger().account(platform).lost())
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("bytes changed or missing"));
    }

    @Test
    void feelsAPauseInFullBecauseItDoesNotSlowDown() {
        Traffic traffic = start().awaitGood(20);
        platform.pause = Duration.ofMillis(700);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> traffic.report().worstLatency().compareTo(Duration.ofMillis(700)) >= 0);
        platform.pause = Duration.ZERO;
        TrafficReport report = traffic.stop();
        assertThatThrownBy(() -> report.expectWorstLatency(Duration.ofMillis(600)))
                .isInstanceOf(AssertionError.class);
        assertThat(report.longestGap(Kind.READ)).isGreaterThan(Duration.ofMillis(400));
        assertThat(report.longestGap()).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void countsRequestsThatAreTooManyAtOnceAsFailed() {
        Traffic traffic = start(new Profile(Map.of(Kind.READ, 100.0), 5, Duration.ofSeconds(20)));
        platform.pause = Duration.ofMillis(500);
        awaitFailure(traffic);
        platform.pause = Duration.ZERO;
        assertThat(traffic.stop().reasons().keySet()).allMatch(reason -> reason.startsWith("too many requests"));
    }

    @Test
    void countsADownloadThatBreaksOffAsFailed() {
        Traffic traffic = start(new Profile(Map.of(Kind.READ, 50.0), 100, Duration.ofSeconds(20)));
        platform.breaksOffDownloads = true;
        awaitFailure(traffic);
        assertThat(traffic.stop().printed()).contains("closed in the middle of the answer");
    }

    @Test
    void sendsNothingAfterItsLimit() {
        Traffic traffic = start(new Profile(Map.of(Kind.READ, 100.0), 100, Duration.ofMillis(300)));
        Awaitility.await()
                .during(Duration.ofMillis(700))
                .until(() -> traffic.report().total() <= 31);
        assertThat(traffic.stop().total()).isPositive();
    }

    @Test
    void doesNotBeginOnAPlatformThatIsDown() {
        platform.close();
        assertThatThrownBy(this::start)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the load could not begin");
    }

    @Test
    void goesNowhereButToThisMachine() {
        for (String address :
                new String[] {"http://192.0.2.1:80", "http://127.0.0.1.example.org:80", "http://[::1]:80"}) {
            assertThatThrownBy(() -> Traffic.start(address, "token", SHORT_ONES))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void awaitFailure(Traffic traffic) {
        awaitSome(traffic, exchange -> !exchange.ok());
    }

    private static void awaitSome(Traffic traffic, Predicate<Exchange> wanted) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> traffic.report().exchanges().stream()
                .anyMatch(wanted));
    }
}
