package com.piprio.upgrader.run;

import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import java.util.ArrayList;
import java.util.List;

/** What a run keeps away while it works and has to give back: the schedule, and clients of the API. As observed. */
public final class Fence {
    private Fence() {}

    /** One clause for each thing that is still kept away; empty when nothing is. Never throws. */
    public static List<String> left(Ports ports) {
        List<String> left = new ArrayList<>();
        try {
            if (schedulerStands(ports.platform())) {
                left.add("the scheduler is stopped: nothing is scheduled until scripts/resume.sh or"
                        + " scripts/rollback.sh has started it");
            }
            ServiceHealth api = ports.outside().api();
            if (!api.ready()) {
                left.add("clients do not reach the API: " + api.detail());
            }
        } catch (RuntimeException e) {
            left.add("whether schedules and clients are served could not be seen: " + e.getMessage());
        }
        return left;
    }

    /** True when no scheduler runs: due schedules wait. */
    public static boolean schedulerStands(Platform platform) {
        return platform.containers("scheduler").stream().noneMatch(ServiceContainer::running);
    }
}
