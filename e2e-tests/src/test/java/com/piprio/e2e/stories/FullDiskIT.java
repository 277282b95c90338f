package com.piprio.e2e.stories;

import static com.piprio.e2e.release.ReleaseRecipe.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.installation.SmallDisk;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A disk becomes full while a bundle is written, and while the database migrates: it is named, and nothing is lost. */
@Nightly
@Scenario
class FullDiskIT {

    private static final String SOURCE = "1.4.0";
    /** Preflight asks for 256 MB beside the bundle. */
    private static final int BUNDLES_MEGABYTES = 500;

    private static final int DATABASE_MEGABYTES = 300;

    /** Takes the dump a while. Unlogged: the log of the database stays small. */
    private static final String BALLAST =
            "CREATE UNLOGGED TABLE ballast AS SELECT string_agg(md5(random()::text), '') AS filling"
                    + " FROM generate_series(1, 1500000) AS number GROUP BY number % 1500";

    private final Platform platform;
    private final List<SmallDisk> disks = new ArrayList<>();
    private Installation installation;

    FullDiskIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        String missing = SmallDisk.missing();
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        installation = platform.installWithData(SOURCE);
    }

    private SmallDisk disk(Path folder, int megabytes) {
        Path image = installation.directory().resolveSibling(installation.project() + "-" + disks.size() + ".disk");
        SmallDisk disk = SmallDisk.over(folder, image, megabytes);
        disks.add(disk);
        return disk;
    }

    @Test
    @Order(1)
    void whileABundleIsWrittenNothingIsChanged() throws IOException {
        Path backups = installation.directory().resolve("backups");
        Files.createDirectories(backups);
        SmallDisk disk = disk(backups, BUNDLES_MEGABYTES);
        DatabaseState.run(installation, BALLAST);
        Snapshot before = Snapshot.of(installation);

        Processes.Started upgrade = installation.start("upgrade", platform.newest());
        Awaitility.await("the dump grows")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> dumped(backups) > 1 << 20);
        disk.fill();
        Run run = installation.record(upgrade.await());

        run.expectRefusal("UPG-115").expectOutput("the disk became full").expectOutput("df -h");
        assertThat(names(backups)).noneMatch(name -> name.startsWith("piprio_"));
        before.expectUnchanged(installation);
        RunningReleases.expect(installation, SOURCE);

        disk.makeRoom();
        DatabaseState.run(installation, "DROP TABLE ballast");
        installation.backup().expectExit(0);
        installation
                .script(
                        "verify-backup",
                        installation.newestBundle().getFileName().toString())
                .expectExit(0);
    }

    /** Bytes of the dump of the bundle that is being made. */
    private static long dumped(Path backups) {
        return names(backups).stream()
                .filter(name -> name.endsWith(".partial"))
                .map(name -> backups.resolve(name).resolve("db/database.dump").toFile())
                .mapToLong(File::length)
                .sum();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(2)
    void whileTheDatabaseMigratesTheOldApiServesOn() {
        platform.publish(release("1.4.14", SOURCE)
                .online(
                        "more_than_there_is",
                        // Unlogged: the rows fill the disk, and not the log of the database.
                        "CREATE UNLOGGED TABLE ballast AS SELECT repeat('x', 1000) AS filling"
                                + " FROM generate_series(1, 1000000);"));
        giveTheDatabaseASmallDisk();
        Snapshot before = Snapshot.of(installation);

        installation
                .upgrade("1.4.14")
                .expectExit(5)
                .expectError("UPG-115")
                .expectOutput("the disk of the database became full")
                .expectOutput("SQL state 53100")
                .expectOutput("the old api serves on")
                .expectOutput("migrations applied: none");
        installation.api().upload("afterwards.txt", "still here".getBytes(StandardCharsets.UTF_8));

        installation.rollback().expectExit(4);
        RunningReleases.expect(installation, SOURCE);
        StoredHoldings.whenIdle(installation);
        assertThat(Snapshot.of(installation).database().table("documents"))
                .hasSize(before.database().table("documents").size() + 1)
                .containsAll(before.database().table("documents"));
        before.expectSame(installation, Aspect.SETTINGS);
        platform.finish(installation);
    }

    private void giveTheDatabaseASmallDisk() {
        installation.compose().stop("postgres");
        String volume = installation.project() + "_postgres-data";
        disk(
                Path.of(Engine.docker("volume", "inspect", "--format", "{{.Mountpoint}}", volume)
                        .strip()),
                DATABASE_MEGABYTES);
        installation.compose().start("postgres");
        installation.compose().awaitHealthy();
        String size = Engine.docker(
                        "exec",
                        installation.compose().container("postgres").id(),
                        "df",
                        "--output=size",
                        "--block-size=1M",
                        "/var/lib/postgresql/data")
                .lines()
                .skip(1)
                .findFirst()
                .orElse("")
                .strip();
        assertThat(Integer.parseInt(size))
                .as("the database is on the small disk")
                .isLessThan(DATABASE_MEGABYTES);
    }

    @AfterAll
    void giveTheDisksBack() {
        if (!disks.isEmpty()) {
            Engine.removeProject(installation.project());
            disks.forEach(SmallDisk::close);
            Engine.removeProject(installation.project());
        }
    }
}
