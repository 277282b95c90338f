package com.piprio.upgrader.availability;

import com.piprio.upgrader.report.StepTimes;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures with real requests to the published port: ten a second, each with 45 seconds of patience. */
public final class SocketMeter implements AvailabilityMeter {
    private final Supplier<Endpoint> endpoint;
    private final Clock clock;
    private final OpenLoop.Pace pace;

    /** @param endpoint may throw; then nothing is measured and the result says why */
    public SocketMeter(Supplier<Endpoint> endpoint, Clock clock) {
        this(endpoint, clock, OpenLoop.Pace.DEFAULT);
    }

    SocketMeter(Supplier<Endpoint> endpoint, Clock clock, OpenLoop.Pace pace) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public Measurement start(StepTimes steps, Consumer<String> log) {
        try {
            Endpoint reached = endpoint.get();
            // A missing token is told better here than as a failure of each request.
            if (reached.token().get().isBlank()) {
                return () -> Availability.notMeasured("there is no token");
            }
            OpenLoop loop = new OpenLoop(pace, clock, new Client(reached, pace.patience()), steps, log);
            loop.begin();
            return loop;
        } catch (RuntimeException | OutOfMemoryError e) {
            Availability nothing = Availability.notMeasured(String.valueOf(e.getMessage()));
            return () -> nothing;
        }
    }
}
