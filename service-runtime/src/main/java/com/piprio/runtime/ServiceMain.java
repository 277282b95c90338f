package com.piprio.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of every service. Differs from the one that Quarkus would generate in what follows a failed start: a
 * {@link StartRefusedException} is one line and its own exit code instead of a stack trace and 1.
 */
@QuarkusMain
public final class ServiceMain {

    private static final Logger LOG = Logger.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /** Starts the service and blocks until it has stopped. */
    public static void main(String[] arguments) {
        Quarkus.run(null, ServiceMain::exit, arguments);
    }

    private static void exit(int code, @Nullable Throwable failure) {
        StartRefusedException refusal = refusal(failure);
        if (refusal != null) {
            LOG.error(refusal.getMessage());
            System.exit(refusal.exitCode());
        }
        if (failure != null) {
            LOG.error("failed to start", failure);
        }
        System.exit(code);
    }

    private static @Nullable StartRefusedException refusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refusal) {
                return refusal;
            }
        }
        return null;
    }
}
