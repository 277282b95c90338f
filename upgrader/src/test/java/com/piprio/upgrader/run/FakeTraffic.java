package com.piprio.upgrader.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clients of the API and the web frontend, and the proxy between: some requests are in flight all the time, and take two
 * looks to end once new ones go elsewhere. A container that ends with requests in flight, or while it still gets them,
 * loses them.
 */
final class FakeTraffic {
    private static final int LOOKS_TO_END = 2;
    private static final String NOWHERE = "nowhere";
    private static final int HELD = 100;

    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, String> sharing = new HashMap<>();
    private final List<Integer> shares = new ArrayList<>();
    private final Map<String, Integer> looksLeft = new HashMap<>();
    private final Map<String, String> endingAt = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> announcements = new ArrayList<>();
    private boolean maintenance;
    private int waiting;
    private boolean drainUnseen;

    /** A seeded bug: the upgrader believes that nothing is in flight. */
    void hideRequestsInFlight() {
        drainUnseen = true;
    }

    /** What clients lost, in words. */
    List<String> lost() {
        return lost;
    }

    /** The maintenance texts, oldest first. */
    List<String> announcements() {
        return announcements;
    }

    boolean keptFrom(String service) {
        return maintenance || NOWHERE.equals(targets.get(service));
    }

    boolean keepsAnythingFromClients() {
        return maintenance || targets.containsValue(NOWHERE);
    }

    /** Where requests to the service go; null while the name server decides. */
    @Nullable
    String target(String service) {
        return targets.get(service);
    }

    void hold(String service) {
        waiting = HELD;
        redirect(service, NOWHERE);
    }

    /** How many held requests are left when the service takes some at a time. */
    int waiting(int atOnce) {
        waiting = Math.max(0, waiting - atOnce);
        return waiting;
    }

    void sendTo(String service, String address) {
        redirect(service, address);
    }

    /** A part of the requests goes there as well. */
    void share(String service, String address, int percent) {
        sharing.put(service, address);
        shares.add(percent);
    }

    /** The parts in percent that new containers got before they got everything. */
    List<Integer> shares() {
        return shares;
    }

    private void redirect(String service, String target) {
        sharing.remove(service);
        String before = targets.put(service, target);
        if (before != null && !before.equals(target) && !before.equals(NOWHERE)) {
            endingAt.put(service, before);
            looksLeft.put(service, LOOKS_TO_END);
        }
    }

    int inFlight(String service) {
        if (drainUnseen) {
            return 0;
        }
        int left = Math.max(0, looksLeft.getOrDefault(service, 0) - 1);
        looksLeft.put(service, left);
        return left;
    }

    /** A container of the service ended. */
    void ended(String service, String address) {
        if (address.equals(sharing.get(service))) {
            lost.add(service + " at " + address + " ended while it got a part of the requests");
        } else if (address.equals(targets.get(service)) && !maintenance) {
            lost.add(service + " at " + address + " ended while it got requests");
        } else if (address.equals(endingAt.get(service)) && looksLeft.getOrDefault(service, 0) > 0) {
            lost.add(service + " at " + address + " ended with requests in flight");
        }
    }

    /** Requests go to a container that is not ready. */
    void misled(String service, String address) {
        lost.add(service + " at " + address + " gets requests and is not ready");
    }

    void announce(String text) {
        maintenance = true;
        announcements.add(text);
    }

    void endMaintenance() {
        maintenance = false;
    }

    /** What was set over the socket is gone; the name server decides again. */
    void forget() {
        targets.clear();
        sharing.clear();
        maintenance = false;
    }
}
