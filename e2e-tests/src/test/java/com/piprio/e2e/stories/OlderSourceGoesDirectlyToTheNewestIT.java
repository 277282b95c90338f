package com.piprio.e2e.stories;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Compose;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.DatabaseState;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import com.piprio.e2e.state.Snapshot.Aspect;
import com.piprio.e2e.state.StoredHoldings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every supported source that skips releases: in one upgrade to the newest, without naming it, and back by hand as the
 * pages describe it. The release just before the newest has {@link UpgradeUnderLoadIT}.
 */
@Scenario
class OlderSourceGoesDirectlyToTheNewestIT {

    private final Platform platform;

    OlderSourceGoesDirectlyToTheNewestIT(Platform platform) {
        this.platform = platform;
    }

    List<String> olderSources() {
        List<String> sources = platform.sources(platform.newest());
        return sources.subList(0, sources.size() - 1);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("olderSources")
    void thereInOneUpgradeAndBackByHand(String source) throws IOException {
        Installation installation = platform.installWithData(source);
        Snapshot before = Snapshot.of(installation);

        installation.upgrade().expectExit(0).expectOutput(platform.newest());
        RunningReleases.expect(installation, platform.newest());
        expectDataUnderTheNewSchema(installation, before);

        backByHand(installation, source);
        installation
                .restore(installation.newestBundle().toString(), "--confirm-domain", installation.domain())
                .expectExit(0);
        installation.compose().awaitHealthy();
        RunningReleases.expect(installation, source);
        StoredHoldings.whenIdle(installation);
        before.expectSame(installation, Aspect.DATABASE, Aspect.OBJECTS, Aspect.SETTINGS);
        platform.finish(installation);
    }

    /** docs/operations/rollback.md, By hand; the restore comes after it. */
    private static void backByHand(Installation installation, String source) throws IOException {
        Path directory = installation.directory();
        Path files = directory.resolve(".piprio/releases").resolve(source);
        List<String> formerServices = Installation.servicesOf(files.resolve(Compose.FILE));
        for (String service : installation.services()) {
            if (!formerServices.contains(service)) {
                installation.compose().run("rm", "--stop", "--force", service).expectExit(0);
            }
        }
        Files.copy(environmentBefore(directory), directory.resolve(".env"), REPLACE_EXISTING, COPY_ATTRIBUTES);
        Files.copy(files.resolve(Compose.FILE), directory.resolve(Compose.FILE), REPLACE_EXISTING);
        Files.copy(files.resolve("haproxy.cfg"), directory.resolve("config/proxy/haproxy.cfg"), REPLACE_EXISTING);
        installation.compose().up();
        installation.compose().run("kill", "-s", "USR2", "proxy").expectExit(0);
    }

    /** What the upgrade kept, since it renamed a setting. */
    private static Path environmentBefore(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(".env.before-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void expectDataUnderTheNewSchema(Installation installation, Snapshot before) {
        List<String> applied = before.database().appliedMigrations();
        assertThat(DatabaseState.of(installation).appliedMigrations())
                .startsWith(applied.toArray(String[]::new))
                .hasSizeGreaterThan(applied.size());
        List<String> documents =
                installation.api().request().get("/api/v1/documents").path("items.id");
        assertThat(documents)
                .hasSameSizeAs(before.database().table("documents"))
                .allSatisfy(id -> assertThat(installation.api().content(id)).isNotEmpty());
        before.expectSame(installation, Aspect.OBJECTS);
    }
}
