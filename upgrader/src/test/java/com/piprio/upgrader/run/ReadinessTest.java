package com.piprio.upgrader.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import com.piprio.release.MigrationVersion;
import com.piprio.upgrader.platform.DefinedSchema;
import com.piprio.upgrader.platform.Ports;
import com.piprio.upgrader.platform.Schema;
import com.piprio.upgrader.platform.SchemaState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void givesUpWhenTheBudgetPassesWithoutProgress() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.world.ailments.makeSick("api");
        Instant start = fixture.time.instant();

        RunResult stopped = fixture.upgrade();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEEDS_HUMAN);
        assertThat(stopped.problem()).hasMessageContaining("UPG-402");
        assertThat(Duration.between(start, fixture.time.instant()))
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    }

    @Test
    void givesTheBudgetAnewWhileMigrationsAdvance() {
        Slow slow = new Slow(Duration.ofMinutes(2), 5);
        slow.await();

        assertThat(slow.waited()).isGreaterThan(Duration.ofMinutes(9));
    }

    @Test
    void givesUpWhenMigrationsAdvanceTooRarely() {
        Slow slow = new Slow(Duration.ofMinutes(4), 5);

        assertThatThrownBy(slow::await).isInstanceOf(OperatorException.class).hasMessageContaining("UPG-402");
    }

    @Test
    void failsAtOnceWhenAServiceEndsByItself() {
        UpgradeFixture fixture = new UpgradeFixture(directory);
        fixture.world.schema.failMigration(MigrationVersion.parse("1.5.0.2"));
        Instant start = fixture.time.instant();

        RunResult stopped = fixture.upgrade();

        assertThat(stopped.problem()).hasMessage("UPG-403 migration 1.5.0.2 failed: seeded");
        assertThat(Duration.between(start, fixture.time.instant())).isLessThan(Duration.ofMinutes(1));
        assertThat(fixture.world.platform.containers("api")).noneMatch(api -> api.running());
    }

    /** An API whose migrations each take some time; it becomes ready after the last. */
    private final class Slow implements Schema {
        private final UpgradeFixture fixture = new UpgradeFixture(directory);
        private final Instant start = fixture.time.instant();
        private final Duration each;
        private final int migrations;

        private Slow(Duration each, int migrations) {
            this.each = each;
            this.migrations = migrations;
            fixture.installation
                    .environment()
                    .with("PIPRIO_VERSION", "1.5.0")
                    .write(fixture.installation.environmentFile());
            fixture.world.platform.start("api");
            fixture.world.ailments.makeSick("api");
        }

        private void await() {
            Run run = fixture.newRun(fixture.plan());
            FakeWorld world = fixture.world;
            Ports ports = new Ports(world.platform, world.proxy, world.proxy, this, world.backups);
            Run slow = new Run(
                    run.plan(), run.installation(), ports, run.settings(), run.waiting(), run.report(), run.timings());
            new Readiness(slow).await("api", "1.5.0");
        }

        private Duration waited() {
            return Duration.between(start, fixture.time.instant());
        }

        @Override
        public SchemaState read() {
            return fixture.world.schema.read();
        }

        @Override
        public int connectionsAvailable() {
            return fixture.world.schema.connectionsAvailable();
        }

        @Override
        public Map<String, Long> tableBytes() {
            return fixture.world.schema.tableBytes();
        }

        @Override
        public Set<String> extensions() {
            return fixture.world.schema.extensions();
        }

        @Override
        public List<DefinedSchema> definitions() {
            return fixture.world.schema.definitions();
        }

        @Override
        public String progress() {
            long done = waited().dividedBy(each);
            if (done >= migrations) {
                fixture.world.ailments.heal();
            }
            return String.valueOf(done);
        }
    }
}
