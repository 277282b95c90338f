package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.Release;
import com.piprio.release.ReleaseFile;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.installation.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an installation kept of the releases it ran: enough to go back without asking a registry which images they had. */
public final class KeptRelease {
    private KeptRelease() {}

    /**
     * The description of a release as install or upgrade kept it, or as the install kit brought it.
     *
     * @throws OperatorException when it is gone or spoiled
     */
    public static Release read(Installation installation, ReleaseVersion version) {
        Path kept = installation.releaseFiles(version).resolve(ReleaseFile.NAME);
        Path kit = installation.directory().resolve(ReleaseFile.NAME);
        try {
            Release release = ReleaseFile.read(Files.exists(kept) ? kept : kit);
            if (release.version().equals(version)) {
                return release;
            }
            throw gone(kept, "the description of release " + release.version(), version, null);
        } catch (InvalidReleaseException e) {
            throw gone(kept, String.valueOf(e.getMessage()), version, e);
        }
    }

    /** The images of the services of a release by digest; empty when only the kit's description is there. */
    public static List<ImagePin> serviceImages(Installation installation, ReleaseVersion version) {
        return FetchedRelease.serviceImages(read(installation, version), installation.registry());
    }

    private static OperatorException gone(Path kept, String found, ReleaseVersion version, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.RELEASE_MALFORMED, "the description of release " + version + " is gone")
                .expected(kept.toString())
                .found(found)
                .remedy("copy release.yaml from the install kit of release " + version + " to that place")
                .cause(cause)
                .build();
    }
}
