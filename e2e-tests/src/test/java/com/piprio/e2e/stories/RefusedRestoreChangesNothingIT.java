package com.piprio.e2e.stories;

import com.piprio.e2e.installation.Installation;
import com.piprio.e2e.process.CommandLine;
import com.piprio.e2e.process.Processes;
import com.piprio.e2e.process.Run;
import com.piprio.e2e.scenario.Platform;
import com.piprio.e2e.scenario.Scenario;
import com.piprio.e2e.state.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restores that must not start: the data that runs is worth more than the wish to replace it. */
@Scenario
class RefusedRestoreChangesNothingIT {

    private final Platform platform;
    private Installation installation;
    private Path bundle;
    private Snapshot before;

    RefusedRestoreChangesNothingIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeAll
    void makeABundle() {
        installation = platform.shared("1.4.0");
        installation.backup().expectExit(0);
        bundle = installation.newestBundle();
        before = Snapshot.of(installation);
    }

    private void refuses(String code, Run restore) {
        restore.expectRefusal(code);
        before.expectUnchanged(installation);
    }

    @Test
    void aDomainThatIsNotTheInstallations() {
        refuses("UPG-504", installation.restore(bundle.toString(), "--confirm-domain", "other.example.org"));
    }

    @Test
    void aRestoreThatNobodyConfirms() {
        refuses("UPG-505", installation.restore(bundle.toString()));
    }

    @Test
    void aBundleThatIsNotThere() {
        refuses(
                "UPG-501",
                installation.restore("backups/piprio_20200101T000000Z", "--confirm-domain", installation.domain()));
    }

    @Test
    void aBundleOfWhichOneByteWasChanged() {
        Path largest = largestFileOf(bundle);
        flipAByteOf(largest);
        Run restore = installation.restore(bundle.toString(), "--confirm-domain", installation.domain());
        Run verification = installation.script("verify-backup", bundle.toString());
        flipAByteOf(largest);
        refuses("UPG-502", restore);
        verification.expectRefusal("UPG-502");
        installation.script("verify-backup", bundle.toString()).expectExit(0);
    }

    @Test
    void aBundleThatIsKeptElsewhere() {
        Path folder = installation.directory().resolve("elsewhere");
        Processes.run(CommandLine.of("cp", "-a", bundle.getParent().toString(), folder.toString()))
                .expectExit(0);
        Path elsewhere = folder.resolve(bundle.getFileName());
        refuses("UPG-501", installation.restore(elsewhere.toString(), "--confirm-domain", installation.domain()));
    }

    @Test
    void aBundleOfAnotherInstallation() {
        String own = installation.env().value("PIPRIO_DEPLOYMENT_ID");
        installation.env().set("PIPRIO_DEPLOYMENT_ID", UUID.randomUUID().toString());
        Run restore = installation.restore(bundle.toString(), "--confirm-domain", installation.domain());
        installation.env().set("PIPRIO_DEPLOYMENT_ID", own);
        refuses("UPG-503", restore);
    }

    @Test
    void anAdoptionFromAnotherInstallationThanTheBundles() {
        String own = installation.env().value("PIPRIO_DEPLOYMENT_ID");
        installation.env().set("PIPRIO_DEPLOYMENT_ID", UUID.randomUUID().toString());
        Run restore = installation.restore(
                bundle.toString(),
                "--adopt-from",
                UUID.randomUUID().toString(),
                "--confirm-domain",
                installation.domain());
        installation.env().set("PIPRIO_DEPLOYMENT_ID", own);
        refuses("UPG-516", restore);
    }

    @Test
    void anAdoptionOfAnOwnBundle() {
        String own = installation.env().value("PIPRIO_DEPLOYMENT_ID");
        refuses(
                "UPG-516",
                installation.restore(
                        bundle.toString(), "--adopt-from", own, "--confirm-domain", installation.domain()));
    }

    private static Path largestFileOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("manifest"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flipAByteOf(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int value = bytes.read();
            bytes.seek(middle);
            bytes.write(value ^ 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
