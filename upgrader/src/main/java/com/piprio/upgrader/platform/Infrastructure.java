package com.piprio.upgrader.platform;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.util.List;

/** Finds running infrastructure containers, which an upgrade leaves alone. */
final class Infrastructure {
    private Infrastructure() {}

    /**
     * The running container of a service that has exactly one.
     *
     * @throws OperatorException when it does not run
     */
    static ServiceContainer find(Platform platform, String service) {
        return in(platform.containers(service), service);
    }

    /** As above, among containers that were looked up already. */
    static ServiceContainer in(List<ServiceContainer> containers, String service) {
        return containers.stream()
                .filter(container -> container.service().equals(service))
                .filter(container -> container.running() && container.address() != null)
                .findFirst()
                .orElseThrow(() -> OperatorException.of(ErrorCode.SERVICE_MISSING, service + " does not run")
                        .expected("one running container of " + service)
                        .found("none")
                        .remedy("docker compose -f docker-compose.onprem.yml up -d " + service)
                        .build());
    }
}
