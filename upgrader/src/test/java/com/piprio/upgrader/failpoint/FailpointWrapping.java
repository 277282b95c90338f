package com.piprio.upgrader.failpoint;

import com.piprio.backup.Progress;
import com.piprio.upgrader.platform.Backups;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.run.Impact;
import com.piprio.upgrader.run.Step;
import com.piprio.upgrader.run.StepWrapping;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Strikes where the environment variable {@code UPGRADER_FAILPOINT} says. Within a step that is when the first change
 * has been made; in a step that changes nothing, when the first question has been answered; in a backup or a restore,
 * at its first word.
 */
public final class FailpointWrapping implements StepWrapping {
    private static final Set<String> CHANGES = Set.of(
            "pull",
            "stop",
            "prepare",
            "start",
            "remove",
            "addWorkers",
            "startAll",
            "hold",
            "share",
            "divert",
            "pin",
            "unpin",
            "release",
            "announceMaintenance",
            "endHolds",
            "reload");
    /** Of the process: ports and steps are wrapped by different instances. */
    private static volatile boolean within;

    private static volatile boolean harmless;

    private final Supplier<Optional<Failpoint>> configured;

    public FailpointWrapping() {
        this(() -> Optional.ofNullable(System.getenv("UPGRADER_FAILPOINT")).map(Failpoint::parse));
    }

    FailpointWrapping(Supplier<Optional<Failpoint>> configured) {
        this.configured = configured;
    }

    @Override
    public Step around(Step step) {
        Optional<Failpoint> here = configured.get().filter(point -> point.step().equals(step.name()));
        return here.isEmpty() ? step : around(step, here.get());
    }

    private static Step around(Step step, Failpoint point) {
        return new Step(step.name(), step.impact(), () -> {
            if (point.moment() == Failpoint.Moment.BEFORE) {
                point.strike();
            }
            within = point.moment() == Failpoint.Moment.DURING;
            harmless = step.impact() == Impact.NONE;
            try {
                step.action().run();
            } finally {
                within = false;
            }
            if (point.moment() == Failpoint.Moment.AFTER) {
                point.strike();
            }
        });
    }

    @Override
    public Ports around(Ports ports) {
        Optional<Failpoint> point = configured.get().filter(one -> one.moment() == Failpoint.Moment.DURING);
        return point.isEmpty()
                ? ports
                : new Ports(
                        around(Platform.class, ports.platform(), point.get()),
                        around(Proxy.class, ports.proxy(), point.get()),
                        around(OutsideProbe.class, ports.outside(), point.get()),
                        around(Schema.class, ports.schema(), point.get()),
                        around(Backups.class, ports.backups(), point.get()));
    }

    /** Whatever strikes has to strike in its own step: with a failpoint nothing is begun before its step. */
    @Override
    public Executor around(Executor beside) {
        return configured.get().isEmpty() ? beside : act -> {};
    }

    private static <T> T around(Class<T> port, T real, Failpoint point) {
        InvocationHandler handler = (proxy, method, arguments) -> call(real, method, arguments, point);
        return port.cast(
                java.lang.reflect.Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private static Object call(Object real, Method method, Object[] arguments, Failpoint point) throws Throwable {
        boolean struck = false;
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            if (arguments[i] instanceof Progress told) {
                struck = true;
                arguments[i] = (Progress) (what, done, total) -> {
                    strike(point);
                    told.says(what, done, total);
                };
            }
        }
        Object answer;
        try {
            answer = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (!struck && (harmless || CHANGES.contains(method.getName()))) {
            strike(point);
        }
        return answer;
    }

    /** Once: what puts things right afterwards goes through the same ports. */
    private static void strike(Failpoint point) {
        if (within) {
            within = false;
            point.strike();
        }
    }
}
