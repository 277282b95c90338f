package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reasons to refuse a bundle for where it lies and whose it is, before anything in it is read. */
final class BundlePlace {
    private BundlePlace() {}

    /** A real directory of its owner alone, not a link to one. */
    static void requireOwnDirectory(Path bundle) throws IOException {
        BundleTree.requireOwnDirectory(bundle);
    }

    /** Whoever owns it can change it between a check and its use. */
    static void requireOwner(Path bundle) throws IOException {
        int owner = uid(bundle);
        int self = uid(Path.of("/proc/self"));
        // A root that works for somebody trusts whom the directory of bundles belongs to.
        boolean asRoot = self == 0 && owner == uid(parent(bundle));
        if (owner != self && !asRoot) {
            throw Damage.in(bundle.toString(), "belongs to another user")
                    .expected("user " + self)
                    .found("user " + owner)
                    .remedy("if nobody else can have changed the bundle: chown -R " + self + " on its directory")
                    .build();
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Objects.requireNonNull(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    private static Path parent(Path bundle) {
        return Objects.requireNonNull(bundle.toAbsolutePath().getParent());
    }

    /** Where others may write, they can put another bundle in its place. */
    static void requireClosedDirectoryAround(Path bundle) throws IOException {
        Path around = parent(bundle);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(around);
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            throw Damage.in(around.toString(), "others than its owner may put bundles there")
                    .expected("no right to write for group and others")
                    .remedy("if nobody else can have changed a bundle: chmod go-w " + around)
                    .build();
        }
    }

    /** A bundle inside what a restore replaces could be replaced by it. */
    static void requireApartFrom(Set<Path> volumes, Path bundle) throws IOException {
        Path real = bundle.toRealPath();
        for (Path volume : volumes) {
            Path other = Files.exists(volume) ? volume.toRealPath() : volume.normalize();
            if (real.startsWith(other) || other.startsWith(real)) {
                throw OperatorException.of(
                                ErrorCode.BUNDLE_MISPLACED,
                                "the bundle lies in a volume of the platform, or around one")
                        .expected("a directory apart from " + other)
                        .found(real.toString())
                        .remedy(
                                "keep backups/ outside the volumes of Docker, copy the bundle there, and run the same again")
                        .build();
            }
        }
    }

    /** All of them, in order. */
    static void require(Path bundle, InstallationAccess live) {
        try {
            for (Guard guard : List.<Guard>of(
                    () -> requireOwnDirectory(bundle),
                    () -> requireOwner(bundle),
                    () -> requireClosedDirectoryAround(bundle),
                    () -> requireApartFrom(
                            live.docker().volumesAround(live.database().container()), bundle))) {
                guard.check();
            }
        } catch (IOException e) {
            throw DurableFiles.unreadable(bundle, e);
        }
    }

    /** One reason. */
    @FunctionalInterface
    private interface Guard {
        void check() throws IOException;
    }
}
