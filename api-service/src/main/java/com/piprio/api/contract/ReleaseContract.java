package com.piprio.api.contract;

import com.piprio.release.Api.DeprecatedOperation;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.runtime.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The contract of the running release, read as the tooling reads it: when first asked for, so that no start waits for
 * it. A release that does not say anything of the kind, or not in a form that can be read, promises nothing here; the
 * API serves all the same.
 */
@ApplicationScoped
class ReleaseContract {

    private static final Logger LOG = Logger.getLogger(ReleaseContract.class);

    private final List<String> liveChanges;
    private final Map<String, Notice> notices;

    ReleaseContract(RunningRelease running) {
        Release release = read(running);
        if (release == null || release.contract() == null) {
            this.liveChanges = List.of();
            this.notices = Map.of();
        } else {
            this.liveChanges = release.contract().customerSchemas().liveChanges();
            this.notices = release.contract().api().deprecated().stream()
                    .collect(Collectors.toMap(
                            DeprecatedOperation::operation, operation -> Notice.of(operation, release.date())));
        }
    }

    private static @Nullable Release read(RunningRelease running) {
        try {
            return ReleaseFile.read(running.directory().resolve(ReleaseFile.NAME));
        } catch (InvalidReleaseException e) {
            LOG.errorf("the contract of release %s is not readable: %s", running.version(), e.problems());
            return null;
        }
    }

    /** The rules whose changes a live version of a customer's schema takes. */
    List<String> liveChanges() {
        return liveChanges;
    }

    /** What is to be said of each deprecated operation, by its method and path as they are published. */
    Map<String, Notice> notices() {
        return notices;
    }
}
