package com.piprio.upgrader.run;

import com.piprio.upgrader.release.ImagePin;
import java.util.List;

/** Brings images to the host before anything stops. */
final class Images {
    private final Run run;

    Images(Run run) {
        this.run = run;
    }

    /** Done when every image is local under its tag with its digest. */
    void pull(List<ImagePin> images) {
        int number = 0;
        for (ImagePin pin : images) {
            number++;
            if (!run.ports().platform().hasImage(pin)) {
                run.report().detail("pulling " + pin.tagged() + " (" + number + " of " + images.size() + ")");
                run.ports().platform().pull(pin);
            }
        }
    }
}
