package com.piprio.upgrader.run;

import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.ServiceContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says in a line what runs now, as observed and not as hoped. */
public final class WhatRuns {
    private WhatRuns() {}

    /** Such as {@code api stopped; worker 1.4.0 (2); scheduler stopped; web 1.4.0}; never throws. */
    public static String inWords(Platform platform) {
        try {
            List<String> parts = new ArrayList<>();
            List<ServiceContainer> containers = platform.containers();
            Stream<String> others = containers.stream()
                    .filter(container -> container.release() != null)
                    .map(ServiceContainer::service);
            Stream.concat(ReleaseServices.COMMON.stream(), others)
                    .distinct()
                    .forEach(service -> parts.add(service + " " + state(containers, service)));
            return String.join("; ", parts);
        } catch (RuntimeException e) {
            return "what runs could not be seen: " + e.getMessage();
        }
    }

    private static String state(List<ServiceContainer> containers, String service) {
        List<ServiceContainer> running = containers.stream()
                .filter(container -> container.service().equals(service) && container.running())
                .toList();
        if (running.isEmpty()) {
            return "stopped";
        }
        String releases = String.join(
                "+",
                running.stream()
                        .map(container -> String.valueOf(container.release()))
                        .distinct()
                        .sorted()
                        .toList());
        return running.size() == 1 ? releases : releases + " (" + running.size() + ")";
    }
}
