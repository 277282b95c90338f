package com.piprio.upgrader.cli;

import com.piprio.backup.Bundle;
import com.piprio.backup.BundleKeys;
import com.piprio.backup.BundleVerifier;
import com.piprio.backup.Progress;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.report.Texts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code verify-backup BUNDLE}: reads every byte of a bundle; changes nothing. */
@Command(name = "verify-backup", description = "Proves a bundle: every file, every hash; changes nothing.")
final class VerifyBackupCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Parameters(paramLabel = "BUNDLE", description = "name of a bundle, or its path")
    String bundle = "";

    @Mixin
    TrustOption trust = new TrustOption();

    private final Console console;

    VerifyBackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Installation installation = Directory.open(main);
        Path directory = BundleArgument.directory(installation, bundle);
        trust.record(installation);
        Bundle proven = new BundleVerifier(new BundleKeys(installation.directory())).verify(directory, Progress.none());
        console.line("Bundle " + proven.id().value() + " is whole: release "
                + proven.manifest().release() + ", schema " + proven.manifest().schemaVersion() + ", "
                + proven.manifest().objectCount() + " objects ("
                + Texts.bytes(proven.manifest().objectBytes()) + "), made "
                + proven.manifest().createdAt() + ".");
        console.line(
                proven.signer() == null
                        ? "It is not signed: it was made before this installation had a key."
                        : "Signed with key " + proven.signer() + ".");
        return 0;
    }
}
