package com.piprio.e2e.traffic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users of an installation: they read, upload and create jobs at fixed rates through the published port, half of them
 * on fresh connections, and never try again. The rates do not slow down while answers are late, and latency counts from
 * the moment a request was due, so an outage is felt in full.
 */
public final class Traffic implements AutoCloseable {

    /** So many may wait at once; the default of a megabyte for each would be a lot. */
    private static final long STACK = 256 * 1024;

    private final Client client;
    private final Profile profile;
    private final String marker;
    private volatile Instant end = Instant.MAX;
    private final Semaphore inFlight;
    private final Ledger ledger = new Ledger();
    private final Users users;
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(1, task -> daemon(task, "traffic clock"));
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> daemon(task, "traffic"));

    private Traffic(Client client, Profile profile, long seed) {
        this.client = client;
        this.profile = profile;
        this.marker = "traffic-" + Long.toHexString(seed);
        this.users = new Users(marker, ledger, new Random(seed));
        this.inFlight = new Semaphore(profile.inFlight());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Puts in what the load works on, and starts the load.
     *
     * @param address must be on 127.0.0.1
     */
    public static Traffic start(String address, String token, Profile profile) {
        Traffic traffic = new Traffic(new Client(address, token), profile, System.nanoTime());
        try {
            traffic.users.prepare(traffic.client, profile);
        } catch (RuntimeException | AssertionError e) {
            traffic.close();
            throw e;
        }
        traffic.end = Instant.now().plus(profile.limit());
        for (Kind kind : Kind.values()) {
            if (profile.has(kind)) {
                traffic.every(kind);
            }
        }
        return traffic;
    }

    private void every(Kind kind) {
        long period = (long) (TimeUnit.SECONDS.toNanos(1) / profile.rate(kind));
        // The kinds begin apart, so that they do not come in bursts.
        long delay = period * (kind.ordinal() + 1) / (Kind.values().length + 1);
        AtomicLong due = new AtomicLong(System.nanoTime() + delay);
        clock.scheduleAtFixedRate(() -> send(kind, due.getAndAdd(period)), delay, period, TimeUnit.NANOSECONDS);
    }

    /** Names of everything this load writes start with this. */
    public String marker() {
        return marker;
    }

    public Ledger ledger() {
        return ledger;
    }

    private void send(Kind kind, long dueNanos) {
        Instant dueAt = Instant.now().minusNanos(System.nanoTime() - dueNanos);
        if (dueAt.isAfter(end)) {
            return;
        }
        if (inFlight.tryAcquire()) {
            senders.execute(() -> {
                try {
                    exchanges.add(exchange(kind, dueAt, dueNanos));
                } finally {
                    // Not before: whoever has all permits takes what was seen until then for everything.
                    inFlight.release();
                }
            });
        } else {
            exchanges.add(new Exchange(
                    kind, "nothing sent", true, dueAt, Duration.ZERO, "too many requests in flight", false));
        }
    }

    private Exchange exchange(Kind kind, Instant dueAt, long dueNanos) {
        String what = "nothing sent";
        boolean fresh = true;
        String outcome;
        boolean ok = false;
        try {
            Act act = users.next(kind);
            what = act.what();
            fresh = act.way() != Client.Way.KEPT;
            Answer answer = client.exchange(act.request(), act.way(), act.limit(), act.reader());
            ok = answer.status() == act.good();
            outcome = answer.status() + (ok ? "" : " " + shortened(answer.text()));
            if (ok) {
                act.accept().accept(answer);
            }
        } catch (IOException e) {
            outcome = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } catch (RuntimeException e) {
            ok = false;
            outcome = "wrong answer: " + e.getMessage();
        }
        Duration latency = Duration.ofNanos(System.nanoTime() - dueNanos);
        return new Exchange(kind, what, fresh, dueAt, latency, outcome, ok);
    }

    private static String shortened(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), 200));
    }

    /** What was seen until now. */
    public TrafficReport report() {
        return new TrafficReport(List.copyOf(exchanges));
    }

    /** Waits until this many requests got a good answer, so that what follows is really under load. */
    public Traffic awaitGood(int count) {
        org.awaitility.Awaitility.await(count + " good answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> exchanges.stream().filter(Exchange::ok).count() >= count);
        return this;
    }

    /** Sends nothing more, waits for the answers that are due, and returns the account. */
    public TrafficReport stop() {
        clock.shutdown();
        try {
            // All permits together are there only when nothing is in flight.
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)
                    || !inFlight.tryAcquire(
                            profile.inFlight(),
                            Act.LONGEST_LIMIT.plusSeconds(15).toSeconds(),
                            TimeUnit.SECONDS)) {
                throw new AssertionError("requests are still in flight\n" + report().printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            close();
        }
        return report();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.shutdownNow();
        client.close();
    }
}
