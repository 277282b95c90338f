package com.piprio.upgrader.run;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.ServiceImage;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.release.KeptRelease;
import java.util.List;

/**
 * The services of a release, as the installation knows them from the description that it kept.
 *
 * @param names in the order of the description
 * @param certain false when there is no description: then these are those that every release has
 */
public record ReleaseServices(List<String> names, boolean certain) {
    /** Those that every release has; each is replaced in a way of its own. */
    static final List<String> COMMON = List.of("api", "worker", "scheduler", "web");

    public ReleaseServices {
        names = List.copyOf(names);
    }

    /** Reads what was kept; never throws. */
    public static ReleaseServices of(Installation installation, ReleaseVersion release) {
        try {
            return new ReleaseServices(
                    KeptRelease.read(installation, release).services().stream()
                            .map(ServiceImage::name)
                            .toList(),
                    true);
        } catch (OperatorException e) {
            return new ReleaseServices(COMMON, false);
        }
    }

    /** Those beside the common ones: nobody notices when they are away for a moment, so they are simply started anew. */
    List<String> further() {
        return names.stream().filter(name -> !COMMON.contains(name)).toList();
    }

    public boolean has(ServiceContainer container) {
        return names.contains(container.service());
    }

    /** True for a service of another release that this one does not have; an operator's own service is none. */
    public boolean isForeign(ServiceContainer container) {
        return certain && container.release() != null && !has(container);
    }
}
