package com.piprio.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.e2e.docker.Engine;
import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.RunningReleases;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A host that reaches no registry: the release comes as a file, is proven, and everything else is as ever. */
@Scenario
class OfflineUpgradeIT {

    private final Platform platform;
    private Installation installation;
    private Path archive;
    private Snapshot before;

    OfflineUpgradeIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void install() {
        installation = platform.installWithData("1.4.0");
        archive = installation.directory().resolveSibling("piprio-1.5.0.tar");
        before = Snapshot.of(installation);
    }

    /** Under the port of an archive there is a name for each image and no tag, which nobody else takes away. */
    @AfterAll
    void forgetImagesOfArchives() throws IOException {
        Files.deleteIfExists(archive);
        Engine.forgetDigests("127.0.0.1:*/piprio/*");
    }

    @Test
    @Order(1)
    void theReleaseIsExportedWhereTheRegistryIsReached() {
        installation
                .script("export-release", "1.5.0", "-o", archive.toString())
                .expectExit(0)
                .expectOutput("Release 1.5.0 is in ");
        installation.script("export-release", "1.5.0", "-o", archive.toString()).expectRefusal("UPG-113");

        assertThat(archive).isRegularFile();
        assertThat(archive.resolveSibling("piprio-1.5.0.tar.partial")).doesNotExist();
    }

    @Test
    @Order(2)
    void aCopyThatIsNotWholeIsRefused() throws IOException {
        Path cut = copy("cut.tar");
        try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        Path changed = copy("changed.tar");
        try (RandomAccessFile file = new RandomAccessFile(changed.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int value = file.read();
            file.seek(file.length() / 2);
            file.write(value ^ 1);
        }

        for (Path spoilt : new Path[] {cut, changed}) {
            installation
                    .upgrade("--from-archive", spoilt.toString())
                    .expectRefusal("UPG-322")
                    .expectOutput("byte ");
            before.expectUnchanged(installation);
            Files.delete(spoilt);
        }
    }

    private Path copy(String name) throws IOException {
        return Files.copy(archive, archive.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Order(3)
    void anArchiveOfAReleaseThatNobodyTrustedSignedIsRefused() throws IOException {
        Path keys = installation.directory().resolve("config/release-keys");
        Path aside = Files.move(keys, keys.resolveSibling("other-keys"));
        try {
            installation.upgrade("--from-archive", archive.toString()).expectRefusal("UPG-320");
        } finally {
            Files.move(aside, keys);
        }
        before.expectUnchanged(installation);
    }

    @Test
    @Order(4)
    void thePlanComesFromTheArchive() {
        platform.registry().whileStopped(() -> {
            installation.plan("1.5.0").expectRefusal("UPG-305");
            installation
                    .plan("--from-archive", archive.toString())
                    .expectExit(0)
                    .expectOutput("1.5.0");
            installation.plan("1.4.0", "--from-archive", archive.toString()).expectRefusal("UPG-301");
        });
        before.expectUnchanged(installation);
    }

    @Test
    @Order(5)
    void theUpgradeAndTheWayBackNeedNoRegistry() {
        platform.registry().whileStopped(() -> {
            installation.upgrade("--from-archive", archive.toString()).expectExit(0);
            RunningReleases.expect(installation, "1.5.0");
            installation.rollback("--confirm-domain", installation.domain()).expectExit(4);
            RunningReleases.expect(installation, "1.4.0");
        });
    }
}
