package com.piprio.upgrader.platform;

import com.piprio.upgrader.release.ImagePin;
import java.util.List;
import java.util.Optional;

/**
 * A platform that can only be looked at.
 *
 * @param containers what there is to see
 */
record Containers(List<ServiceContainer> containers) implements Platform {

    static Containers of(String service, String id) {
        return new Containers(
                List.of(new ServiceContainer(id, service, 1, true, 0, 0, "sha256:1", null, "172.20.0.9")));
    }

    @Override
    public List<ImagePin> missing(List<ImagePin> pins) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean runs(ServiceContainer container, ImagePin pin) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pull(List<ImagePin> pins) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long memoryLimit(String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long memoryAvailable() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Host host() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isFree(String address, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addWorkers(int replicas) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startAll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServiceHealth probe(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DeprecatedCalls deprecatedCalls(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> lastWords(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean ranOutOfMemory(ServiceContainer container) {
        throw new UnsupportedOperationException();
    }
}
