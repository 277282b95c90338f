package com.piprio.upgrader.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this jar, as its manifest has it. */
final class UpgraderVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("unpackaged build")
        };
    }
}
