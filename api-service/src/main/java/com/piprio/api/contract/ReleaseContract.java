package com.piprio.api.contract;

import com.piprio.release.InvalidReleaseException;
import com.piprio.release.OperatorContract;
import com.piprio.release.ReleaseFile;
import com.piprio.runtime.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
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

    private final @Nullable OperatorContract contract;

    ReleaseContract(RunningRelease running) {
        this.contract = read(running);
    }

    private static @Nullable OperatorContract read(RunningRelease running) {
        try {
            return ReleaseFile.read(running.directory().resolve(ReleaseFile.NAME))
                    .contract();
        } catch (InvalidReleaseException e) {
            LOG.errorf("the contract of release %s is not readable: %s", running.version(), e.problems());
            return null;
        }
    }

    /** The rules whose changes a live version of a customer's schema takes. */
    List<String> liveChanges() {
        return Optional.ofNullable(contract)
                .map(promised -> promised.customerSchemas().liveChanges())
                .orElse(List.of());
    }
}
