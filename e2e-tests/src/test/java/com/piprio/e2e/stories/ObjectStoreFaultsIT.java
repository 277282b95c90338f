package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.HttpFront;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Nightly;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An object store in trouble while a bundle is made: there is no bundle then, nor half of one, and nothing else has changed. */
@Nightly
@Scenario
class ObjectStoreFaultsIT {

    private static final String NO_CONTENT = "http-request return status 500 if content METH_GET";

    private final Platform platform;
    private final String source = "1.4.0";
    private Installation installation;
    private Snapshot before;
    private List<Path> bundles = List.of();

    ObjectStoreFaultsIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void makeABundle() {
        installation = platform.shared(source);
        installation.backup().expectExit(0);
        bundles = installation.bundles();
        before = Snapshot.of(installation);
    }

    private Run behind(String rule, Supplier<Run> act) {
        try (HttpFront front = HttpFront.ofObjectStore(
                installation.project(), installation.compose().container("object-store"), rule)) {
            assertThat(front.address()).as("it is found by its labels").isEmpty();
            return act.get();
        }
    }

    /** An object that no bundle has: what did not change since the newest one is not read again. */
    private void putOneMore() {
        installation.api().upload("one-more.txt", "of no bundle".getBytes(StandardCharsets.UTF_8));
        before = Snapshot.of(installation);
    }

    private void expectNoTrace() throws IOException {
        assertThat(installation.bundles()).isEqualTo(bundles);
        try (Stream<Path> entries = Files.list(installation.directory().resolve("backups"))) {
            assertThat(entries.map(Path::toString)).noneMatch(name -> name.contains(".partial"));
        }
        before.expectUnchanged(installation);
        RunningReleases.expect(installation, source);
    }

    @Test
    void thatIsStopped() throws IOException {
        installation.compose().stop("object-store");
        Run backup = installation.backup();
        installation.compose().start("object-store");
        installation.compose().awaitHealthy();

        backup.expectRefusal("UPG-411")
                .expectOutput("object-store does not run")
                .expectOutput("up -d object-store");
        expectNoTrace();
    }

    @Test
    void thatAnswersNothingButErrors() throws IOException {
        behind("http-request return status 503", installation::backup)
                .expectRefusal("UPG-409")
                .expectOutput("does not list");
        expectNoTrace();
    }

    @Test
    void thatFailsInTheMiddle() throws IOException {
        putOneMore();
        behind(NO_CONTENT, installation::backup).expectRefusal("UPG-409").expectOutput("does not send object");
        expectNoTrace();
    }

    @Test
    void thatFailsInTheMiddleOfAnUpgradesBackup() throws IOException {
        putOneMore();
        behind(NO_CONTENT, () -> installation.upgrade(platform.newest()))
                .expectRefusal("UPG-409")
                .expectOutput("nothing was changed");
        expectNoTrace();

        installation.backup().expectExit(0);
        bundles = installation.bundles();
    }
}
