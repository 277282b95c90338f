package com.piprio.upgrader.run;

import com.piprio.backup.Adoption;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.DrillReport;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.compose.EngineVersions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.Catalogue;
import com.piprio.release.Migration;
import com.piprio.release.MigrationClass;
import com.piprio.release.MigrationVersion;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.platform.Backups;
import com.piprio.upgrader.platform.DefinedSchema;
import com.piprio.upgrader.platform.DeprecatedCalls;
import com.piprio.upgrader.platform.Host;
import com.piprio.upgrader.platform.OutsideProbe;
import com.piprio.upgrader.platform.Platform;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Proxy;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.platform.SchemaState;
import com.piprio.upgrader.platform.ServiceContainer;
import com.piprio.upgrader.platform.ServiceHealth;
import com.piprio.upgrader.release.ImagePin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A platform in memory that keeps the contract where upgrades are concerned: an API migrates when it starts and refuses
 * a schema that does not accept it, workers refuse it too, Compose starts what {@code .env} names. Every act counts as
 * an effect at which a fault can strike.
 */
final class FakeWorld implements Platform, Proxy, OutsideProbe, Schema, Backups {
    /** The others only read. */
    private static final Set<String> WRITERS = Set.of("api", "worker", "scheduler");

    private static final String STOPPED_BY_ITSELF = "migration %s failed: seeded";

    private final Installation installation;
    private final Catalogue catalogue;
    private final ReleaseVersion troubled;
    private final List<FakeContainer> containers = new ArrayList<>();
    private final Map<BundleId, FakeBundle> bundles = new HashMap<>();
    private Map<String, String> objects = new TreeMap<>(Map.of("row before", "as it was"));
    private @Nullable FakeRestore restore;
    private Runnable onSignal = () -> {};
    private Runnable onHang = () -> {};
    private Supplier<Instant> now = () -> Instant.EPOCH;
    private final FakeTraffic traffic = new FakeTraffic();
    private final Set<String> sick = new HashSet<>();
    private final Set<String> dying = new HashSet<>();
    private final Set<String> restarted = new HashSet<>();
    private final Set<String> flapping = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private Duration readyDelay = Duration.ZERO;
    private Clock clockOfDelay = Clock.systemUTC();
    private Instant started = Instant.MIN;
    private FakeDatabase database = new FakeDatabase(List.of(), ReleaseVersion.parse("1.3.0"), List.of("row before"));
    private @Nullable MigrationVersion failing;
    private Fault fault = Fault.NONE;
    private int effects;
    private int ids;
    private boolean restoreLosesRows;
    private @Nullable String bundlesOf;
    private boolean diskFull;
    private boolean imagesGone;
    private boolean imagesToPull;
    private boolean databaseSilent;
    private boolean crowded;
    private boolean proxyGone;
    private int looksUntilDeath;
    private int looks;
    private boolean mute;
    private long megabytes = 24_000;
    private @Nullable String pinned;

    /** @param troubled the release that seeded faults of services concern */
    FakeWorld(Installation installation, Catalogue catalogue, ReleaseVersion troubled) {
        this.installation = installation;
        this.catalogue = catalogue;
        this.troubled = troubled;
        startAll();
        for (String service : List.of("api", "web")) {
            traffic.sendTo(service, String.valueOf(containers(service).get(0).address()));
        }
        effects = 0;
    }

    /** One container. */
    private record FakeContainer(
            String id, String service, int number, boolean running, int exitCode, ReleaseVersion release) {

        FakeContainer with(boolean nowRunning, int nowExitCode) {
            return new FakeContainer(id, service, number, nowRunning, nowExitCode, release);
        }

        String address() {
            return "10.0.0." + id;
        }
    }

    /** Everything that a backup keeps. */
    record FakeBundle(FakeDatabase database, Map<String, String> objects) {}

    /** What the newest restore left: with {@code former} the databases are exchanged. */
    private record FakeRestore(
            BundleId bundle, Instant moment, @Nullable FakeBundle former, boolean done, boolean takenBack) {}

    /** The database; each row names an object. */
    record FakeDatabase(List<MigrationVersion> applied, ReleaseVersion oldestRelease, List<String> rows) {}

    Ports ports() {
        return new Ports(this, this, this, this, this);
    }

    void seed(Fault newFault) {
        fault = newFault;
        effects = 0;
    }

    /** What a fault does besides failing: the process is told to stop, or its time passes. */
    void onFaults(Runnable signal, Runnable hang, Supplier<Instant> clock) {
        now = clock;
        onSignal = signal;
        onHang = hang;
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

    /** The registry has the target's images, and the host does not yet. */
    void leaveImagesToThePull() {
        imagesToPull = true;
    }

    /** The database does not answer when it is asked for its schema. */
    void silenceDatabase() {
        databaseSilent = true;
    }

    /** Somebody worked on the database behind the platform's back. */
    void replaceDatabase(FakeDatabase other) {
        database = other;
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

    /** The service becomes ready on the target and ends by itself after so many looks. */
    void letDieAfter(int looks, String service) {
        dying.add(service);
        looksUntilDeath = looks;
    }

    /** The service is ready on the target only so long after it was started. */
    void becomeReadyAfter(Duration delay, String service, Clock clock) {
        late.add(service);
        readyDelay = delay;
        clockOfDelay = clock;
    }

    /** The service is ready on the target at two looks of three. */
    void letFlap(String service) {
        flapping.add(service);
    }

    /** A new API says that it is ready and answers no client. */
    void letRehearsalsFail() {
        mute = true;
    }

    void heal() {
        mute = false;
        sick.clear();
        dying.clear();
        flapping.clear();
    }

    /** Docker restarted everything that runs now once, long ago. */
    void restartEverything() {
        containers.forEach(container -> restarted.add(container.id()));
    }

    /** Nothing else fits into the memory of the host. */
    void crowd() {
        crowded = true;
    }

    /** The proxy's socket does not answer. */
    void loseProxySocket() {
        proxyGone = true;
    }

    /** Where a proxy that restarts would send requests while two containers exist. */
    @Nullable
    String pinned() {
        return pinned;
    }

    /** What clients sent and got. */
    FakeTraffic traffic() {
        return traffic;
    }

    /** A seeded bug: the oracle of the matrix must see it. */
    void loseRowsWhenRestoring() {
        restoreLosesRows = true;
    }

    void write(String row) {
        List<String> rows = new ArrayList<>(database.rows());
        rows.add(row);
        objects.put(row, "as it was");
        database = new FakeDatabase(database.applied(), database.oldestRelease(), rows);
    }

    /** The object of a row gets another content. */
    void rewrite(String row, String content) {
        objects.put(row, content);
    }

    Map<String, String> objects() {
        return Map.copyOf(objects);
    }

    int effects() {
        return effects;
    }

    FakeDatabase database() {
        return database;
    }

    private void effect(String name, Runnable act) {
        effects++;
        boolean here = fault.effect() == effects;
        if (here && fault.moment() == Fault.Moment.BEFORE) {
            fault.strike(name, onSignal, onHang);
            if (fault.kind() == Fault.Kind.SIGNAL) {
                // The signal ended the child that would have made it.
                throw Fault.failed(name);
            }
        }
        act.run();
        if (here && fault.moment() == Fault.Moment.AFTER) {
            fault.strike(name, onSignal, onHang);
        }
    }

    @Override
    public List<ServiceContainer> containers() {
        return containers.stream()
                .map(container -> new ServiceContainer(
                        container.id(),
                        container.service(),
                        container.number(),
                        container.running(),
                        restarted.contains(container.id()) ? 1 : 0,
                        container.exitCode(),
                        "image of " + container.release(),
                        container.release().toString(),
                        container.running() ? container.address() : null))
                .toList();
    }

    @Override
    public List<ImagePin> missing(List<ImagePin> pins) {
        return imagesGone || imagesToPull ? pins : List.of();
    }

    @Override
    public boolean runs(ServiceContainer container, ImagePin pin) {
        return container.imageId().equals("image of " + pin.tag());
    }

    @Override
    public void pull(List<ImagePin> pins) {
        pins.forEach(pin -> effect("pull", () -> {}));
    }

    @Override
    public void stop(String service) {
        effect(
                "stop " + service,
                () -> containers.replaceAll(container ->
                        container.service().equals(service) && container.running() ? ended(container) : container));
    }

    private FakeContainer ended(FakeContainer container) {
        traffic.ended(container.service(), container.address());
        return container.with(false, 0);
    }

    @Override
    public void stop(ServiceContainer stopped) {
        effect(
                "stop one " + stopped.service(),
                () -> containers.replaceAll(container ->
                        container.id().equals(stopped.id()) && container.running() ? ended(container) : container));
    }

    @Override
    public void prepare(String service) {
        effect("prepare " + service, () -> {
            int number = containers(service).stream()
                            .mapToInt(ServiceContainer::number)
                            .max()
                            .orElse(0)
                    + 1;
            containers.add(new FakeContainer(String.valueOf(++ids), service, number, false, 0, installation.release()));
        });
    }

    @Override
    public void start(ServiceContainer started) {
        effect(
                "start one " + started.service(),
                () -> containers.replaceAll(container ->
                        container.id().equals(started.id()) && !container.running() ? launched(container) : container));
    }

    @Override
    public long memoryLimit(String service) {
        return 512L << 20;
    }

    @Override
    public long memoryAvailable() {
        return crowded ? 0 : 2L << 30;
    }

    @Override
    public Host host() {
        return new Host(new EngineVersions("20.10.24", "2.26.1"), megabytes, 2, "amd64");
    }

    /** A host with this much memory. */
    void replaceHost(long memoryMegabytes) {
        megabytes = memoryMegabytes;
    }

    @Override
    public boolean isFree(String address, int port) {
        return true;
    }

    @Override
    public int connectionsAvailable() {
        return 80;
    }

    @Override
    public Map<String, Long> tableBytes() {
        return Map.of();
    }

    @Override
    public void remove(ServiceContainer gone) {
        effect(
                "remove " + gone.service(),
                () -> containers.removeIf(container -> {
                    boolean it = container.id().equals(gone.id());
                    if (it && container.running()) {
                        ended(container);
                    }
                    return it;
                }));
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
                containers.add(launched(new FakeContainer(String.valueOf(++ids), service, 1, false, 0, release)));
            }
        });
    }

    @Override
    public void addWorkers(int replicas) {
        effect("add workers up to " + replicas, () -> {
            // Compose starts stopped containers as they are before it makes new ones.
            containers.replaceAll(
                    container -> container.service().equals("worker") ? container.with(true, 0) : container);
            int number = 1;
            while (containers("worker").size() < replicas) {
                int candidate = number++;
                if (containers("worker").stream().noneMatch(worker -> worker.number() == candidate)) {
                    containers.add(launched(new FakeContainer(
                            String.valueOf(++ids), "worker", candidate, false, 0, installation.release())));
                }
            }
        });
    }

    @Override
    public void startAll() {
        for (String service : FixtureReleases.services(installation.release())) {
            if (!service.equals("worker")) {
                start(service);
            }
        }
        addWorkers(installation.workerReplicas());
    }

    private FakeContainer launched(FakeContainer container) {
        int exitCode = 0;
        if (container.service().equals("api")) {
            exitCode = database.oldestRelease().compareTo(container.release()) > 0 ? 3 : migrate(container.release());
        }
        if (late.contains(container.service())) {
            started = clockOfDelay.instant();
        }
        return container.with(exitCode == 0, exitCode);
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
        if (dying.contains(container.service()) && release.equals(troubled) && looksUntilDeath-- == 0) {
            containers.replaceAll(
                    one -> one.id().equals(container.id()) ? ended(one).with(false, 1) : one);
            return ServiceHealth.silent("not running");
        }
        if (troubled.equals(release) && flapping.contains(container.service()) && ++looks % 3 == 0) {
            return new ServiceHealth(false, release.toString(), null, "flapping");
        }
        if (troubled.equals(release)
                && late.contains(container.service())
                && clockOfDelay.instant().isBefore(started.plus(readyDelay))) {
            return new ServiceHealth(false, release.toString(), null, "starting");
        }
        boolean ready =
                (container.service().equals("web") || database.oldestRelease().compareTo(release) <= 0)
                        && !(sick.contains(container.service()) && release.equals(troubled));
        return new ServiceHealth(ready, release.toString(), null, ready ? "" : "sick");
    }

    @Override
    public DeprecatedCalls deprecatedCalls(ServiceContainer container) {
        return DeprecatedCalls.unknown("nothing is counted here");
    }

    @Override
    public Optional<String> lastWords(ServiceContainer container) {
        return container.exitCode() == 4
                ? Optional.of(String.format(STOPPED_BY_ITSELF, failing))
                : Optional.of("refusing to start");
    }

    @Override
    public boolean ranOutOfMemory(ServiceContainer container) {
        return false;
    }

    @Override
    public void hold(String service) {
        demandProxy();
        effect("hold " + service, () -> traffic.hold(service));
    }

    @Override
    public int inFlight(String service) {
        demandProxy();
        return traffic.inFlight(service);
    }

    @Override
    public int divert(String service, String address) {
        demandProxy();
        effect("divert " + service, () -> sendTo(service, address));
        return traffic.inFlight(service);
    }

    private void sendTo(String service, String address) {
        boolean troubledOne = containers.stream()
                .anyMatch(container -> container.service().equals(service)
                        && container.address().equals(address)
                        && container.release().equals(troubled));
        if (troubledOne && sick.contains(service)) {
            traffic.misled(service, address);
        }
        traffic.sendTo(service, address);
    }

    @Override
    public void pin(String service, String address) {
        effect("pin " + service, () -> pinned = address);
    }

    @Override
    public void unpin() {
        effect("unpin", () -> pinned = null);
    }

    @Override
    public int admit(String service, String address, int atOnce) {
        demandProxy();
        effect("admit " + service, () -> sendTo(service, address));
        return traffic.waiting(atOnce);
    }

    @Override
    public void release(String service, String address) {
        demandProxy();
        effect("release " + service, () -> {
            sendTo(service, address);
            traffic.endMaintenance();
        });
    }

    @Override
    public void announceMaintenance(String text) {
        effect("announce maintenance", () -> traffic.announce(text));
    }

    @Override
    public void endHolds() {
        effect("end holds", traffic::forget);
    }

    private void demandProxy() {
        if (proxyGone) {
            throw OperatorException.of(ErrorCode.PROXY_FAILED, "the proxy's admin socket does not answer")
                    .remedy("none, it is a test")
                    .build();
        }
    }

    @Override
    public void reload(String configuration) {
        effect("reload proxy", traffic::forget);
    }

    @Override
    public ServiceHealth health(String service) {
        return traffic.keptFrom(service)
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
    public Optional<String> rehearse(String address) {
        return mute ? Optional.of("/api/v1/documents answers 500") : Optional.empty();
    }

    @Override
    public SchemaState read() {
        if (databaseSilent) {
            throw OperatorException.of(ErrorCode.DATABASE_UNREACHABLE, "the database does not answer")
                    .remedy("none, it is a test")
                    .build();
        }
        return new SchemaState(database.applied(), database.oldestRelease());
    }

    @Override
    public Set<String> extensions() {
        return Set.of();
    }

    @Override
    public List<DefinedSchema> definitions() {
        return List.of();
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
        effect("create bundle", () -> bundles.putIfAbsent(id, present()));
    }

    private FakeBundle present() {
        return new FakeBundle(database, Map.copyOf(objects));
    }

    @Override
    public List<String> restore(
            BundleId id, Adoption adoption, String confirmedDomain, SafetyBundle safety, Progress progress) {
        refuseWriters();
        requireAdoption(adoption);
        FakeBundle kept = proven(id);
        boolean goesOn = restore != null && !restore.done() && restore.bundle().equals(id);
        settle(progress);
        if (goesOn && restore != null && restore.done()) {
            return List.of("the interrupted restore is completed");
        }
        effect("make safety bundle", () -> restore = new FakeRestore(id, now.get(), null, false, false));
        effect("restore into a new database", () -> {});
        effect("exchange databases", () -> {
            restore = new FakeRestore(id, Objects.requireNonNull(restore).moment(), present(), false, false);
            FakeDatabase back = kept.database();
            database = restoreLosesRows ? new FakeDatabase(back.applied(), back.oldestRelease(), List.of()) : back;
        });
        effect("write objects", () -> {
            objects.putAll(kept.objects());
            FakeRestore made = Objects.requireNonNull(restore);
            restore = new FakeRestore(id, made.moment(), made.former(), true, false);
        });
        return List.of("the database of before is kept");
    }

    private void refuseWriters() {
        boolean writers =
                containers.stream().anyMatch(container -> container.running() && WRITERS.contains(container.service()));
        if (writers) {
            throw new IllegalStateException("a restore while something may write");
        }
    }

    @Override
    public BundleId restored() {
        return newestRestore().bundle();
    }

    private FakeRestore newestRestore() {
        FakeRestore newest = restore;
        if (newest == null) {
            throw OperatorException.of(ErrorCode.NO_RESTORE, "no restore")
                    .remedy("none, it is a test")
                    .build();
        }
        return newest;
    }

    @Override
    public boolean restoredSince(Instant moment) {
        return restore != null && !restore.moment().isBefore(moment);
    }

    @Override
    public String lossOfTakingBack() {
        return newestRestore().former() == null || newestRestore().takenBack() ? "nothing" : "what was written since";
    }

    @Override
    public List<String> takeBack(String confirmedDomain, Progress progress) {
        refuseWriters();
        FakeRestore back = newestRestore();
        FakeBundle former = back.former();
        if (former != null && !back.takenBack()) {
            effect("exchange databases back", () -> database = former.database());
            effect("write objects back", () -> objects.putAll(former.objects()));
        }
        effect(
                "write down that it is back",
                () -> restore = new FakeRestore(back.bundle(), back.moment(), former, true, true));
        return List.of("what was there before is back");
    }

    @Override
    public Bundle verify(BundleId id, Progress progress) {
        throw new UnsupportedOperationException("no step verifies without making");
    }

    @Override
    public DrillReport drill(BundleId id, Progress progress) {
        throw new UnsupportedOperationException("no step restores for practice");
    }

    @Override
    public List<String> settle(Progress progress) {
        FakeRestore left = restore;
        if (left == null || left.done()) {
            return List.of();
        }
        if (left.former() == null) {
            effect("drop the new database", () -> restore = null);
        } else {
            effect("complete objects", () -> {
                objects.putAll(proven(left.bundle()).objects());
                restore = new FakeRestore(left.bundle(), left.moment(), left.former(), true, false);
            });
        }
        return List.of("settled");
    }

    @Override
    public List<String> dropKept() {
        effect("drop kept", () -> restore = null);
        return List.of();
    }

    @Override
    public String lossOf(BundleId id, Adoption adoption) {
        requireAdoption(adoption);
        return database.rows().size() - proven(id).database().rows().size() + " rows";
    }

    /** Every bundle comes from there. */
    void makeForeign(String installation) {
        bundlesOf = installation;
    }

    private void requireAdoption(Adoption adoption) {
        if (!Objects.equals(bundlesOf, adoption.from())) {
            throw OperatorException.of(ErrorCode.BUNDLE_FOREIGN, "the bundle is of " + bundlesOf)
                    .remedy("none, it is a test")
                    .build();
        }
    }

    /** Bundles, oldest first. */
    List<BundleId> bundles() {
        return bundles.keySet().stream()
                .sorted(Comparator.comparing(BundleId::value))
                .toList();
    }

    /** The database in a bundle. */
    FakeDatabase content(BundleId bundle) {
        return proven(bundle).database();
    }

    /** True when the newest restore replaced a database that the release can read. */
    boolean canTakeBack(ReleaseVersion release) {
        FakeRestore newest = restore;
        FakeBundle former = newest == null ? null : newest.former();
        return newest != null
                && former != null
                && newest.done()
                && !newest.takenBack()
                && former.database().oldestRelease().compareTo(release) <= 0;
    }

    private FakeBundle proven(BundleId id) {
        FakeBundle kept = bundles.get(id);
        if (kept == null) {
            throw OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "no bundle " + id.value())
                    .remedy("none, it is a test")
                    .build();
        }
        return kept;
    }
}
