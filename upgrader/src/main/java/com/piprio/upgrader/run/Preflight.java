package com.piprio.upgrader.run;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InfrastructureImage;
import com.piprio.release.Migration;
import com.piprio.release.MigrationVersion;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.platform.Together;
import com.piprio.upgrader.release.FetchedRelease;
import com.piprio.upgrader.release.ImagePin;
import com.piprio.upgrader.release.ReleaseSource;
import com.piprio.upgrader.report.Texts;
import java.time.Duration;
import java.util.List;

/** Refuses an upgrade of a sick installation. Looks at everything before it speaks, so that one run shows all there is. */
public final class Preflight {
    private final Run run;
    private final FetchedRelease target;
    private final ReleaseSource releases;

    public Preflight(Run run, FetchedRelease target, ReleaseSource releases) {
        this.run = run;
        this.target = target;
        this.releases = releases;
    }

    /**
     * Done when everything is fine.
     *
     * @throws OperatorException the first problem; all others are in the report
     */
    void check() {
        List<ServiceContainer> all = run.ports().platform().containers();
        List<Runnable> checks = List.of(
                () -> servicesAreHealthy(all),
                () -> workersAreComplete(all),
                this::answersFromOutside,
                () -> run.ports().proxy().inFlight("api"),
                this::schemaIsThatOfTheSource,
                this::infrastructureStays,
                this::imagesAreAvailable,
                this::diskIsEnough);
        run.report().waiting("all services, images and the disk", Duration.ZERO);
        List<OperatorException> problems = Together.run(checks);
        if (problems.size() > 1) {
            problems.forEach(problem -> run.report()
                    .detail(problem.getMessage() + (problem.found() == null ? "" : ": " + problem.found())));
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    private void servicesAreHealthy(List<ServiceContainer> all) {
        String source = run.plan().source().toString();
        for (String service :
                ReleaseServices.of(run.installation(), run.plan().source()).names()) {
            List<ServiceContainer> containers = all.stream()
                    .filter(container -> container.service().equals(service))
                    .toList();
            if (containers.isEmpty()) {
                throw OperatorException.of(ErrorCode.SERVICE_MISSING, service + " has no container")
                        .expected(service + " ready on " + source)
                        .found("no container")
                        .remedy("start it: docker compose -f docker-compose.onprem.yml up -d")
                        .build();
            }
            for (ServiceContainer container : containers) {
                ServiceHealth health = run.ports().platform().probe(container);
                if (!health.readyOn(source)) {
                    throw unhealthy(container, source, health);
                }
            }
        }
    }

    private static OperatorException unhealthy(ServiceContainer container, String source, ServiceHealth health) {
        String found = health.ready() ? "ready on " + health.release() : health.detail();
        return OperatorException.of(ErrorCode.SERVICE_UNHEALTHY, container.service() + " is not healthy on " + source)
                .expected(container.service() + " (replica " + container.number() + ") ready on " + source)
                .found(container.running() ? found : "not running, exit code " + container.exitCode())
                .remedy("mend it first; its log: docker compose -f docker-compose.onprem.yml logs --tail 50 "
                        + container.service())
                .build();
    }

    private void workersAreComplete(List<ServiceContainer> all) {
        int wanted = run.installation().workerReplicas();
        long found = all.stream()
                .filter(container -> container.service().equals("worker"))
                .count();
        if (found != wanted) {
            throw OperatorException.of(ErrorCode.SERVICE_MISSING, "the number of workers is not the configured one")
                    .expected(wanted + " workers (PIPRIO_WORKER_REPLICAS)")
                    .found(found + " workers")
                    .remedy("docker compose -f docker-compose.onprem.yml up -d")
                    .build();
        }
    }

    private void answersFromOutside() {
        ServiceHealth health = run.ports().outside().api();
        if (!health.readyOn(run.plan().source().toString())) {
            throw OperatorException.of(ErrorCode.SERVICE_UNHEALTHY, "the API does not answer through the proxy")
                    .expected("release " + run.plan().source() + " answers a client with the token of .env")
                    .found(health.release() == null ? health.detail() : "release " + health.release())
                    .remedy("look at the proxy: docker compose -f docker-compose.onprem.yml logs --tail 50 proxy")
                    .build();
        }
    }

    private void schemaIsThatOfTheSource() {
        SchemaState state = run.ports().schema().read();
        ReleaseVersion source = run.plan().source();
        MigrationVersion expected =
                target.catalogue().find(source).map(Release::schemaVersion).orElse(null);
        if (expected != null && !(state.applied().contains(expected) && knowsAll(state) && state.accepts(source))) {
            throw OperatorException.of(ErrorCode.SCHEMA_HISTORY_DAMAGED, "the schema is not that of release " + source)
                    .expected("schema " + expected + ", or what an upgrade to "
                            + run.plan().target() + " that was taken back left beyond it")
                    .found("schema " + state.version())
                    .remedy("restart the API (docker compose -f docker-compose.onprem.yml restart api) and read its"
                            + " migrations line; restore a bundle when the schema is newer than the release")
                    .build();
        }
        if (!state.applied().equals(run.plan().applied())) {
            throw OperatorException.of(ErrorCode.SCHEMA_HISTORY_DAMAGED, "the schema changed after the plan was made")
                    .expected("schema as planned: " + run.plan().applied())
                    .found(state.applied().toString())
                    .remedy("make sure that nobody else works on this installation, then run the command again")
                    .build();
        }
    }

    /** After a way back without a restore the schema is ahead of the source; the target must know all of it. */
    private boolean knowsAll(SchemaState state) {
        List<MigrationVersion> known = target
                .catalogue()
                .migrationsBetween(null, target.release().version())
                .stream()
                .map(Migration::version)
                .toList();
        return known.containsAll(state.applied());
    }

    /** An upgrade leaves database, object store and proxy alone, so a release that needs other ones is out of its reach. */
    private void infrastructureStays() {
        List<InfrastructureImage> needed = target.release().infrastructure();
        List<InfrastructureImage> present = target.catalogue()
                .find(run.plan().source())
                .map(Release::infrastructure)
                .orElse(needed);
        if (!needed.equals(present)) {
            throw OperatorException.of(
                            ErrorCode.PATH_NOT_SUPPORTED,
                            "release " + run.plan().target() + " needs infrastructure that an upgrade does not replace")
                    .expected(needed.toString())
                    .found(present.toString())
                    .remedy(
                            "follow the upgrade notes of the release (CHANGELOG.md): they replace it in a slot of its own")
                    .build();
        }
    }

    private void imagesAreAvailable() {
        for (ImagePin pin : run.ports().platform().missing(run.plan().images())) {
            if (!releases.offers(pin)) {
                throw OperatorException.of(ErrorCode.IMAGE_MISSING, "an image of the target release is missing")
                        .expected(pin.pinned())
                        .found("neither on this host nor in the registry")
                        .remedy("ask the publisher of release " + run.plan().target()
                                + " for it; nothing needs to be taken back here")
                        .build();
            }
        }
    }

    private void diskIsEnough() {
        DiskRoom room = DiskRoom.look(run.ports().backups());
        if (!room.suffices()) {
            throw OperatorException.of(ErrorCode.DISK_LOW, "not enough free disk for the backup")
                    .expected(Texts.bytes(room.needed()) + " in "
                            + run.installation().backups())
                    .found(Texts.bytes(room.free()))
                    .remedy("free space (scripts/backups.sh lists old bundles), then run the command again")
                    .build();
        }
    }
}
