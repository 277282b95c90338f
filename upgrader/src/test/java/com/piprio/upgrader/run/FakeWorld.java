package com.piprio.upgrader.run;

import com.piprio.backup.BundleId;
import com.piprio.backup.Progress;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.Backups;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.ImagePin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A platform in memory that keeps the contract where upgrades are concerned: an API migrates when it starts and refuses
 * a schema that does not accept it, workers refuse it too, Compose starts what {@code .env} names. Every act counts as
 * an effect at which a fault can strike.
 */
final class FakeWorld implements Platform, Proxy, OutsideProbe, Schema, Backups {
    private static final String STOPPED_BY_ITSELF = "migration %s failed: seeded";

    private final Installation installation;
    private final Catalogue catalogue;
    private final List<FakeContainer> containers = new ArrayList<>();
    private final Map<BundleId, FakeDatabase> bundles = new HashMap<>();
    private final Set<String> heldServices = new HashSet<>();
    private final Set<String> sick = new HashSet<>();
    private FakeDatabase database = new FakeDatabase(List.of(), ReleaseVersion.parse("1.3.0"), List.of("row before"));
    private @Nullable MigrationVersion failing;
    private Fault fault = Fault.NONE;
    private int effects;
    private int ids;
    private boolean restoreLosesRows;
    private boolean diskFull;
    private boolean imagesGone;

    FakeWorld(Installation installation, Catalogue catalogue) {
        this.installation = installation;
        this.catalogue = catalogue;
        startAll();
        effects = 0;
    }

    /** One container. */
    private record FakeContainer(
            String id, String service, int number, boolean running, int exitCode, ReleaseVersion release) {}

    /** Everything that a backup keeps. */
    record FakeDatabase(List<MigrationVersion> applied, ReleaseVersion oldestRelease, List<String> rows) {}

    Ports ports() {
        return new Ports(this, this, this, this, this);
    }

    void seed(Fault newFault) {
        fault = newFault;
        effects = 0;
    }

    void failMigration(MigrationVersion version) {
        failing = version;
    }

    void mendMigrations() {
        failing = null;
    }

    void fillDisk() {
        diskFull = true;
    }

    /** Neither the host nor the registry has the target's images. */
    void loseImages() {
        imagesGone = true;
    }

    boolean imagesGone() {
        return imagesGone;
    }

    /** Somebody applied a migration that the running release does not know. */
    void driftSchema(MigrationVersion version) {
        List<MigrationVersion> applied = new ArrayList<>(database.applied());
        applied.add(version);
        database = new FakeDatabase(applied, database.oldestRelease(), database.rows());
    }

    /** The service starts and never becomes ready. */
    void makeSick(String service) {
        sick.add(service);
    }

    void heal() {
        sick.clear();
    }

    /** A seeded bug: the oracle of the matrix must see it. */
    void loseRowsWhenRestoring() {
        restoreLosesRows = true;
    }

    void write(String row) {
        List<String> rows = new ArrayList<>(database.rows());
        rows.add(row);
        database = new FakeDatabase(database.applied(), database.oldestRelease(), rows);
    }

    int effects() {
        return effects;
    }

    FakeDatabase database() {
        return database;
    }

    Set<String> held() {
        return heldServices;
    }

    private void effect(String name, Runnable act) {
        effects++;
        int current = effects;
        fault.strike(current, Fault.Moment.BEFORE, name);
        act.run();
        fault.strike(current, Fault.Moment.AFTER, name);
    }

    @Override
    public List<ServiceContainer> containers() {
        return containers.stream()
                .map(container -> new ServiceContainer(
                        container.id(),
                        container.service(),
                        container.number(),
                        container.running(),
                        0,
                        container.exitCode(),
                        "image of " + container.release(),
                        container.release().toString(),
                        container.running() ? "10.0.0." + container.id() : null))
                .toList();
    }

    @Override
    public boolean hasImage(ImagePin pin) {
        return !imagesGone;
    }

    @Override
    public boolean runs(ServiceContainer container, ImagePin pin) {
        return container.imageId().equals("image of " + pin.tag());
    }

    @Override
    public void pull(ImagePin pin) {
        effect("pull", () -> {});
    }

    @Override
    public void stop(String service) {
        effect(
                "stop " + service,
                () -> containers.replaceAll(container -> container.service().equals(service)
                        ? new FakeContainer(container.id(), service, container.number(), false, 0, container.release())
                        : container));
    }

    @Override
    public void remove(ServiceContainer gone) {
        effect(
                "remove " + gone.service(),
                () -> containers.removeIf(container -> container.id().equals(gone.id())));
    }

    @Override
    public void start(String service) {
        effect("start " + service, () -> {
            ReleaseVersion release = installation.release();
            boolean asItShallBe = containers.stream()
                    .anyMatch(container -> container.service().equals(service)
                            && container.running()
                            && container.release().equals(release));
            if (!asItShallBe) {
                containers.removeIf(container -> container.service().equals(service));
                launch(service, 1, release);
            }
        });
    }

    @Override
    public void addWorkers(int replicas) {
        effect("add workers up to " + replicas, () -> {
            // Compose starts stopped containers as they are before it makes new ones.
            containers.replaceAll(container -> container.service().equals("worker")
                    ? new FakeContainer(container.id(), "worker", container.number(), true, 0, container.release())
                    : container);
            int number = 1;
            while (containers("worker").size() < replicas) {
                int candidate = number++;
                if (containers("worker").stream().noneMatch(worker -> worker.number() == candidate)) {
                    launch("worker", candidate, installation.release());
                }
            }
        });
    }

    @Override
    public void startAll() {
        for (String service : List.of("api", "scheduler", "web")) {
            start(service);
        }
        addWorkers(installation.workerReplicas());
    }

    private void launch(String service, int number, ReleaseVersion release) {
        int exitCode = 0;
        if (service.equals("api")) {
            exitCode = database.oldestRelease().compareTo(release) > 0 ? 3 : migrate(release);
        }
        containers.add(new FakeContainer(String.valueOf(++ids), service, number, exitCode == 0, exitCode, release));
    }

    /** Each migration commits by itself; an offline one raises the oldest release in its own transaction. */
    private int migrate(ReleaseVersion release) {
        for (Migration migration : catalogue.migrationsBetween(null, release)) {
            if (database.applied().contains(migration.version())) {
                continue;
            }
            if (migration.version().equals(failing)) {
                return 4;
            }
            List<MigrationVersion> applied = new ArrayList<>(database.applied());
            applied.add(migration.version());
            boolean offline = migration.kind() == MigrationClass.OFFLINE;
            database = new FakeDatabase(
                    applied, offline ? migration.version().release() : database.oldestRelease(), database.rows());
        }
        return 0;
    }

    @Override
    public ServiceHealth probe(ServiceContainer container) {
        ReleaseVersion release = ReleaseVersion.parse(String.valueOf(container.release()));
        if (!container.running()) {
            return ServiceHealth.silent("not running");
        }
        boolean ready =
                (container.service().equals("web") || database.oldestRelease().compareTo(release) <= 0)
                        && !(sick.contains(container.service()) && release.equals(ReleaseVersion.parse("1.5.0")));
        return new ServiceHealth(ready, release.toString(), null, ready ? "" : "sick");
    }

    @Override
    public Optional<String> lastWords(ServiceContainer container) {
        return container.exitCode() == 4
                ? Optional.of(String.format(STOPPED_BY_ITSELF, failing))
                : Optional.of("refusing to start");
    }

    @Override
    public void hold(String service) {
        effect("hold " + service, () -> heldServices.add(service));
    }

    @Override
    public int inFlight(String service) {
        return 0;
    }

    @Override
    public void release(String service, String address) {
        effect("release " + service, () -> heldServices.remove(service));
    }

    @Override
    public void endHolds() {
        effect("end holds", heldServices::clear);
    }

    @Override
    public void reload(String configuration) {
        effect("reload proxy", () -> {});
    }

    @Override
    public ServiceHealth health(String service) {
        return heldServices.contains(service)
                ? ServiceHealth.silent("held")
                : containers(service).stream()
                        .map(this::probe)
                        .filter(health -> !health.ready())
                        .findFirst()
                        .orElseGet(() -> containers(service).isEmpty()
                                ? ServiceHealth.silent("none")
                                : probe(containers(service).get(0)));
    }

    @Override
    public ServiceHealth api() {
        return health("api");
    }

    @Override
    public SchemaState read() {
        return new SchemaState(database.applied(), database.oldestRelease());
    }

    @Override
    public String progress() {
        return String.valueOf(database.applied().size());
    }

    @Override
    public long bytesNeeded() {
        return 1;
    }

    @Override
    public long bytesFree() {
        return diskFull ? 0 : Long.MAX_VALUE;
    }

    @Override
    public void create(BundleId id, Progress progress) {
        effect("create bundle", () -> bundles.putIfAbsent(id, database));
    }

    @Override
    public List<String> restore(BundleId id, String confirmedDomain, Progress progress) {
        effect("restore bundle", () -> {
            boolean writers = containers.stream()
                    .anyMatch(container ->
                            container.running() && !container.service().equals("web"));
            if (writers) {
                throw new IllegalStateException("a restore while something may write");
            }
            FakeDatabase kept = proven(id);
            database = restoreLosesRows ? new FakeDatabase(kept.applied(), kept.oldestRelease(), List.of()) : kept;
        });
        return List.of("the database of before is kept");
    }

    @Override
    public List<String> dropKept() {
        return List.of();
    }

    @Override
    public String lossOf(BundleId id) {
        return database.rows().size() - proven(id).rows().size() + " rows";
    }

    private FakeDatabase proven(BundleId id) {
        FakeDatabase kept = bundles.get(id);
        if (kept == null) {
            throw OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "no bundle " + id.value())
                    .remedy("none, it is a test")
                    .build();
        }
        return kept;
    }
}
