package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.Migration;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps requests from a service while none of it runs: held for as long as the patience lasts, then answered with 503
 * and a text that says how far the upgrade has come.
 */
final class RequestGate {
    /** A browser that reads the text asks again every few seconds. */
    private static final Duration TEXTS_APART = Duration.ofSeconds(2);

    /** Enough to keep two processors busy, and so few that the first answers of a cold service come soon. */
    private static final int FIRST_AT_ONCE = 8;

    /** Beyond this there is nothing left to be careful with; reached within ten seconds. */
    private static final int MANY_AT_ONCE = 1000;

    /** A held request tries again within this time, and only then shows in the queue. */
    private static final Duration RETRIES_APART = Duration.ofMillis(600);

    private static final Duration ADMISSIONS_APART = Duration.ofMillis(200);

    private final Run run;
    private final Proxy proxy;
    private final String service;
    private final ReleaseVersion release;
    private final Duration patience;
    private Instant closed;
    private Instant lastText = Instant.MIN;

    RequestGate(Run run, String service, ReleaseVersion release, Duration patience) {
        this.run = run;
        this.proxy = run.ports().proxy();
        this.service = service;
        this.release = release;
        this.patience = patience;
        this.closed = run.waiting().clock().instant();
    }

    /** Requests do not reach the service from here on. */
    void close() {
        closed = run.waiting().clock().instant();
        if (patience.isZero()) {
            announce(Duration.ZERO);
        }
        proxy.hold(service);
    }

    /** Called again and again while the service starts. */
    void meanwhile() {
        Instant now = run.waiting().clock().instant();
        Duration since = Duration.between(closed, now);
        if (since.compareTo(patience) >= 0 && (!announced() || !now.isBefore(lastText.plus(TEXTS_APART)))) {
            if (!announced()) {
                run.report().detail("the pause is longer than " + Texts.seconds(patience) + ": clients get 503 now");
            }
            announce(since);
        }
    }

    private void announce(Duration since) {
        proxy.announceMaintenance("Piprio moves to release " + release + ". " + migrations() + "Since "
                + since.toSeconds() + " seconds.");
        lastText = run.waiting().clock().instant();
    }

    /** How far the migrations of the plan are; nothing for a way back, which has none. */
    private String migrations() {
        List<MigrationVersion> pending =
                run.plan().pending().stream().map(Migration::version).toList();
        if (pending.isEmpty() || !release.equals(run.plan().target())) {
            return "";
        }
        try {
            List<MigrationVersion> applied = run.ports().schema().read().applied();
            long done = pending.stream().filter(applied::contains).count();
            return done + " of " + pending.size() + " changes of the database are done. ";
        } catch (OperatorException e) {
            // The text is a courtesy: a database that is too busy to answer must not end the upgrade.
            return "";
        }
    }

    private boolean announced() {
        return lastText.isAfter(Instant.MIN);
    }

    /**
     * Requests reach the service at this address, those that waited longest first. A service that has just started would
     * choke on all of them at once, and answer the first of them last. So it gets more and more at a time: whatever
     * these do, those behind do not wait for them forever.
     */
    void open(String address) {
        Instant allAreBack = run.waiting().clock().instant().plus(RETRIES_APART);
        int atOnce = FIRST_AT_ONCE;
        while ((proxy.admit(service, address, atOnce) > 0
                        || run.waiting().clock().instant().isBefore(allAreBack))
                && atOnce < MANY_AT_ONCE) {
            run.waiting().sleeper().sleep(ADMISSIONS_APART);
            atOnce += Math.max(FIRST_AT_ONCE, atOnce / 4);
        }
        proxy.release(service, address);
    }

    /** The service was given up: whoever starts it again by hand must not find its requests held. */
    void giveUp() {
        if (announced()) {
            proxy.announceMaintenance("The move to release " + release + " has stopped. An operator has to go on.");
        } else {
            proxy.endHolds();
        }
    }

    /** What became of the requests meanwhile. */
    String inWords() {
        if (!announced()) {
            return "waited";
        }
        return "were answered with 503" + (patience.isZero() ? "" : " after " + Texts.seconds(patience));
    }
}
