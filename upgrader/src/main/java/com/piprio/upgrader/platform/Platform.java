package com.piprio.upgrader.platform;

import com.piprio.upgrader.release.ImagePin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The containers of one installation. Every method looks at the engine anew, unless the platform was made for a command
 * that changes nothing; ids are never kept between calls, since a replaced container has another one. Methods that change
 * something return when the engine has done it, are idempotent and throw {@link
 * com.piprio.operator.OperatorException} when it could not be done in time.
 */
public interface Platform {

    /** All containers of the installation, stopped ones too. */
    List<ServiceContainer> containers();

    /** Those of the images that are not on the host, exactly these under their tags. */
    List<ImagePin> missing(List<ImagePin> pins);

    /** True when the container runs exactly this image. */
    boolean runs(ServiceContainer container, ImagePin pin);

    /** Brings the images by digest and tags them, so that Compose starts just these. May take minutes. */
    void pull(List<ImagePin> pins);

    /** Stops all containers of a service with SIGTERM and waits for their graceful end. */
    void stop(String service);

    /**
     * Makes one more container of a service on the release that {@code .env} names, and does not start it. Those that
     * exist stay as they are.
     */
    void prepare(String service);

    /** Starts one container as it is. */
    void start(ServiceContainer container);

    /** Stops one container with SIGTERM and waits for its graceful end. */
    void stop(ServiceContainer container);

    /** Bytes of memory that the service's container may use; 0 when it has no limit. */
    long memoryLimit(String service);

    /** Bytes of memory that this host can still give to processes. */
    long memoryAvailable();

    /** What this host is. */
    Host host();

    /** True when nothing on this host listens there; false also for an address that the host does not have. */
    boolean isFree(String address, int port);

    /** Stops and removes one container gracefully. */
    void remove(ServiceContainer container);

    /**
     * Starts a service on the release that {@code .env} names, leaving every other service alone; replaces the container
     * when its image or settings differ.
     */
    void start(String service);

    /** Adds missing workers up to the given number, leaving running ones alone. */
    void addWorkers(int replicas);

    /** Starts everything that is not running, in Compose's order of dependencies. */
    void startAll();

    /** Asks one container for its health directly; never throws for a service that does not answer. */
    ServiceHealth probe(ServiceContainer container);

    /** Asks one container of the API how often what is deprecated was called; never throws for one that does not answer. */
    DeprecatedCalls deprecatedCalls(ServiceContainer container);

    /** The newest log line with which a service explained why it ended, if it left one. */
    Optional<String> lastWords(ServiceContainer container);

    /** True when the kernel ended a process of the container for want of memory, lastly or some minutes ago. */
    boolean ranOutOfMemory(ServiceContainer container);

    /** Containers of one service. */
    default List<ServiceContainer> containers(String service) {
        return containers().stream()
                .filter(container -> container.service().equals(service))
                .toList();
    }

    /** How long a graceful stop may take: the Compose file's grace period. */
    Duration STOP_GRACE = Duration.ofSeconds(45);
}
