package com.piprio.upgrader.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.piprio.upgrader.availability.AvailabilityMeter.Measurement;
import com.piprio.upgrader.report.StepTimes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real requests against a server that misbehaves: what it did and what is reported must be the same. */
class SocketMeterTest {
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final String LOST = "connection lost before the answer";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private Peer peer;

    @BeforeEach
    void startPeer() throws IOException {
        peer = Peer.start();
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private Measurement start(Duration patience, Duration grace, Consumer<String> lines) {
        OpenLoop.Pace pace = new OpenLoop.Pace(INTERVAL, patience, grace);
        return new SocketMeter(peer::endpoint, clock, pace).start(new StepTimes(clock), lines);
    }

    private Measurement start() {
        return start(Duration.ofSeconds(20), Duration.ofSeconds(20), log::add);
    }

    private Availability measure(int requests) {
        Measurement measurement = start();
        await(() -> peer.requests.get() >= requests);
        return measurement.end();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aGoodServerAnswersAll() {
        Availability seen = measure(40);

        assertThat(seen.problem()).isNull();
        assertThat(seen.total().requests()).isEqualTo(peer.requests.get()).isGreaterThanOrEqualTo(40);
        assertThat(seen.total().ok()).isEqualTo(seen.total().requests());
        assertThat(seen.reasons()).isEmpty();
        assertThat(seen.total().worstLatency()).isPositive();
        assertThat(seen.total().longestGap()).isPositive();
    }

    @Test
    void asksApiAndPageOnFreshAndKeptConnectionsWithTheTokenWhereItBelongs() {
        measure(41);

        assertThat(peer.heads.stream().filter(head -> head.startsWith("GET /api/v1/platform HTTP/1.1")))
                .hasSizeBetween(peer.heads.size() / 2 - 3, peer.heads.size() / 2 + 3)
                .allMatch(head -> head.contains("Authorization: Bearer token"));
        assertThat(peer.heads.stream().filter(head -> head.startsWith("GET / HTTP/1.1")))
                .isNotEmpty()
                .noneMatch(head -> head.contains("token"));
        long fresh = peer.heads.stream()
                .filter(head -> head.contains("Connection: close"))
                .count();
        assertThat(fresh).isBetween(peer.heads.size() / 2 - 3L, peer.heads.size() / 2 + 3L);
        assertThat(peer.connections.get()).isGreaterThan((int) fresh).isLessThan(peer.heads.size());
    }

    @Test
    void aConnectionThatIsDroppedInTheMiddleOfARequestIsAFailureAndIsNotTriedAgain() {
        AtomicInteger dropped = new AtomicInteger();
        peer.behave((number, head) -> {
            if (number % 5 == 4) {
                dropped.incrementAndGet();
                return Peer.CLOSE;
            }
            return Peer.ok();
        });

        Availability seen = measure(50);

        assertThat(seen.total().requests()).isEqualTo(peer.requests.get());
        assertThat(seen.reasons()).containsExactly(entry(LOST, (long) dropped.get()));
        assertThat(seen.total().failed()).isEqualTo(dropped.get()).isGreaterThanOrEqualTo(10);
        assertThat(log).hasSize(dropped.get()).allMatch(line -> line.startsWith("availability: " + LOST + " after 0."));
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() {
        peer.behave((number, head) ->
                number == 7 ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf" + Peer.CLOSE : Peer.ok());

        assertThat(measure(12).reasons()).containsExactly(entry("connection lost within the answer", 1L));
    }

    @Test
    void aKeptConnectionThatIsClosedBetweenRequestsIsNone() {
        AtomicInteger closed = new AtomicInteger();
        peer.behave((number, head) -> {
            boolean kept = !head.contains("Connection: close");
            return kept && closed.getAndIncrement() >= 0 ? Peer.ok() + Peer.CLOSE : Peer.ok();
        });

        Availability seen = measure(60);

        assertThat(closed.get()).isPositive();
        assertThat(peer.connections.get()).isEqualTo(peer.requests.get());
        assertThat(seen.total().ok()).isEqualTo(seen.total().requests()).isEqualTo(peer.requests.get());
    }

    @Test
    void everyOtherStatusIsAFailureOfItsOwn() {
        peer.behave((number, head) -> switch (number) {
            case 3 -> "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            case 5, 6 -> "HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n4\r\noops\r\n0\r\n\r\n";
            case 8 -> "HTTP/1.0 404 Not Found\r\n\r\nuntil the end" + Peer.CLOSE;
            case 9 -> "nonsense\r\n\r\n" + Peer.CLOSE;
            default -> Peer.ok();
        });

        Availability seen = measure(20);

        assertThat(seen.reasons())
                .containsOnly(
                        entry("status 503", 1L),
                        entry("status 502", 2L),
                        entry("status 404", 1L),
                        entry("answer is no HTTP", 1L));
        assertThat(seen.total().failed()).isEqualTo(5);
    }

    @Test
    void announcedMaintenanceIsCountedApart() {
        String body = "{\"title\":\"Maintenance\",\"status\":503}";
        peer.behave((number, head) -> number >= 10 && number < 14
                ? "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body
                : Peer.ok());

        Availability seen = measure(30);

        assertThat(seen.total().maintenance()).isEqualTo(4);
        assertThat(seen.total().failed()).isZero();
        assertThat(seen.total().ok()).isEqualTo(seen.total().requests() - 4);
    }

    @Test
    void whileAServerStallsMoreRequestsAreSentAndTheirLatencyCountsFromWhenTheyWereDue() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        peer.behave((number, head) -> {
            if (number >= 10) {
                released.await();
            }
            return Peer.ok();
        });
        Measurement measurement = start();
        await(() -> peer.requests.get() >= 10 + 130);
        released.countDown();
        Availability seen = measurement.end();

        assertThat(seen.total().ok()).isEqualTo(seen.total().requests()).isEqualTo(peer.requests.get());
        assertThat(seen.total().worstLatency()).isBetween(Duration.ofMillis(1250), Duration.ofSeconds(15));
        assertThat(seen.total().longestGap()).isBetween(Duration.ofMillis(1250), Duration.ofSeconds(15));
        assertThat(log).isNotEmpty().allMatch(line -> line.startsWith("availability: slow, status 200 after "));
    }

    @Test
    void whoNeverAnswersIsGivenUpInTheEnd() {
        peer.behave((number, head) -> {
            if (number == 4) {
                new CountDownLatch(1).await();
            }
            return Peer.ok();
        });

        Measurement measurement = start(Duration.ofSeconds(1), Duration.ofSeconds(20), log::add);
        await(() -> peer.requests.get() >= 8);
        Availability seen = measurement.end();

        assertThat(seen.reasons()).containsExactly(entry("no answer within 1 s", 1L));
    }

    @Test
    void whatIsStillWaitingAtTheEndIsNeitherAnsweredNorFailed() {
        peer.behave((number, head) -> {
            if (number >= 6) {
                new CountDownLatch(1).await();
            }
            return Peer.ok();
        });

        Measurement measurement = start(Duration.ofSeconds(60), Duration.ofMillis(50), log::add);
        await(() -> peer.requests.get() >= 12);
        Availability seen = measurement.end();

        assertThat(seen.total().ok()).isEqualTo(6);
        assertThat(seen.total().failed()).isZero();
        assertThat(seen.total().unanswered())
                .isEqualTo(seen.total().requests() - 6)
                .isGreaterThanOrEqualTo(6);
        assertThat(measurement.end()).isSameAs(seen);
    }

    @Test
    void aServerThatIsAwayForASecondIsReportedWithTheGap() throws Exception {
        Measurement measurement = start();
        await(() -> peer.requests.get() >= 10);
        peer.goAway();
        long gone = System.nanoTime();
        await(() -> System.nanoTime() - gone > Duration.ofSeconds(1).toNanos());
        peer.listen();
        int before = peer.requests.get();
        await(() -> peer.requests.get() >= before + 10);
        Availability seen = measurement.end();

        // One request may have been in the middle of its answer.
        assertThat(seen.reasons().getOrDefault("connection refused", 0L)).isBetween(20L, 200L);
        assertThat(seen.total().failed())
                .isEqualTo(seen.total().requests() - seen.total().ok());
        assertThat(seen.total().longestGap()).isBetween(Duration.ofMillis(980), Duration.ofSeconds(15));
    }

    @Test
    void aPortThatRefusesAllIsReportedAsThat() throws Exception {
        peer.goAway();
        Measurement measurement = start();
        await(() -> log.size() >= 20);
        Availability seen = measurement.end();

        assertThat(seen.total().requests())
                .isGreaterThanOrEqualTo(20)
                .isEqualTo(seen.total().failed());
        assertThat(seen.reasons()).containsOnlyKeys("connection refused");
        assertThat(seen.total().longestGap()).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(19));
    }

    @Test
    void aLogThatCannotBeWrittenDisturbsNothing() throws Exception {
        peer.goAway();
        AtomicInteger tried = new AtomicInteger();
        Measurement measurement = start(Duration.ofSeconds(1), Duration.ofSeconds(1), line -> {
            tried.incrementAndGet();
            throw new IllegalStateException("disk full");
        });
        await(() -> tried.get() >= 5);

        assertThat(measurement.end().problem()).isNull();
    }

    @Test
    void withoutATokenNothingIsMeasuredAndThatIsSaid() {
        SocketMeter meter = new SocketMeter(
                () -> {
                    throw new IllegalStateException("PIPRIO_API_TOKEN is missing in .env");
                },
                clock);

        Availability seen = meter.start(new StepTimes(clock), log::add).end();

        assertThat(seen.measured()).isFalse();
        assertThat(AvailabilityText.lines(seen)).containsExactly("not measured: PIPRIO_API_TOKEN is missing in .env");
        assertThat(AvailabilityJson.write(seen)).hasToString("{\"problem\":\"PIPRIO_API_TOKEN is missing in .env\"}");
    }

    @Test
    void aTokenThatGoesMissingOnTheWayIsTheProbesProblemAndNotAFailure() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Endpoint fading = new Endpoint("127.0.0.1", peer.endpoint().port(), () -> {
            if (asked.incrementAndGet() > 5) {
                throw new IllegalStateException("no .env");
            }
            return "token";
        });
        OpenLoop.Pace pace = new OpenLoop.Pace(INTERVAL, Duration.ofSeconds(5), Duration.ofSeconds(5));
        Measurement measurement = new SocketMeter(() -> fading, clock, pace).start(new StepTimes(clock), log::add);
        await(() -> asked.get() >= 10);
        Availability seen = measurement.end();

        assertThat(seen.total().ok()).isEqualTo(seen.total().requests());
        assertThat(seen.problem()).contains("no .env");
    }
}
