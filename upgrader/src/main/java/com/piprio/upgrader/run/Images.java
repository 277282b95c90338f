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
        List<ImagePin> missing = run.ports().platform().missing(images);
        missing.forEach(pin -> run.report().detail("pulling " + pin.tagged()));
        run.ports().platform().pull(missing);
    }
}
