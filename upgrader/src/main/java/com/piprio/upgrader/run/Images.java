package com.piprio.upgrader.run;

import com.piprio.upgrader.platform.ImagePin;

/** Brings the target's images to the host before anything stops. */
final class Images {
    private final Run run;

    Images(Run run) {
        this.run = run;
    }

    /** Done when every image of the plan is local under its tag with its digest. */
    void pull() {
        int number = 0;
        for (ImagePin pin : run.plan().images()) {
            number++;
            if (run.ports().platform().hasImage(pin)) {
                continue;
            }
            run.report()
                    .detail("pulling " + pin.tagged() + " (" + number + " of "
                            + run.plan().images().size() + ")");
            run.ports().platform().pull(pin);
        }
    }
}
