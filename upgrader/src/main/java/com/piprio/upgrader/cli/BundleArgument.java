package com.piprio.upgrader.cli;

import com.piprio.backup.BundleId;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.installation.Installation;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle as operators name it: by its name, or by a path to it. */
final class BundleArgument {
    private BundleArgument() {}

    /** The bundle's name. */
    static BundleId id(String typed) {
        Path name = Path.of(typed).getFileName();
        return BundleId.parse(name == null ? typed : name.toString());
    }

    /**
     * Where the bundle lies. Only bundles in the installation's own directory are taken, so that a bundle is where
     * {@code backups} lists it.
     */
    static Path directory(Installation installation, String typed) {
        Path expected = installation.backups().resolve(id(typed).value());
        Path named = Path.of(typed);
        Path meant = named.getNameCount() == 1 && !named.isAbsolute()
                ? expected
                : named.toAbsolutePath().normalize();
        if (!Files.isDirectory(meant) || !meant.equals(expected)) {
            throw OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "there is no such bundle of this installation")
                    .expected("a directory " + expected)
                    .found(Files.isDirectory(meant) ? "a bundle in another place: " + meant : "nothing")
                    .remedy("see what there is: scripts/backups.sh; a bundle kept elsewhere: copy it to backups/ first")
                    .build();
        }
        return expected;
    }
}
