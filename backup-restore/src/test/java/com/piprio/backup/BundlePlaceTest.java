package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePlaceTest {
    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void makeABundle() throws IOException {
        Path backups = folder.resolve("backups");
        DurableFiles.createDirectory(backups);
        bundle = BundleFixture.in(backups).directory;
    }

    private static OperatorException refusal(ThrowingCallable guard) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, guard);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void takesABundleThatIsItsOwn() {
        assertThatCode(() -> {
                    BundlePlace.requireOwnDirectory(bundle);
                    BundlePlace.requireOwner(bundle);
                    BundlePlace.requireClosedDirectoryAround(bundle);
                    BundlePlace.requireApartFrom(Set.of(folder.resolve("volume")), bundle);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesALinkAndAnOpenDirectory() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), bundle);
        assertThat(refusal(() -> BundlePlace.requireOwnDirectory(link)).problem())
                .contains("symbolic link");

        permit(bundle, "rwxrwx---");
        assertThat(refusal(() -> BundlePlace.requireOwnDirectory(bundle)).code())
                .isEqualTo(ErrorCode.BUNDLE_DAMAGED);
    }

    @Test
    void refusesABundleOfAnotherUser() throws IOException {
        giveAway(bundle);

        assertThat(refusal(() -> BundlePlace.requireOwner(bundle)).found()).isEqualTo("user 12345");

        giveAway(bundle.getParent());
        assertThatCode(() -> BundlePlace.requireOwner(bundle)).doesNotThrowAnyException();
    }

    @Test
    void whoseTheDirectoryAroundItsOwnBundleIsDoesNotMatter() throws IOException {
        giveAway(bundle.getParent());

        assertThatCode(() -> BundlePlace.requireOwner(bundle)).doesNotThrowAnyException();
    }

    @Test
    void onlyRootTrustsWhomTheDirectoryBelongsTo() {
        assumeFalse(System.getProperty("user.name").equals("root"), "to root these are its own");

        assertThat(refusal(() -> BundlePlace.requireOwner(Path.of("/usr/bin"))).found())
                .isEqualTo("user 0");
    }

    @Test
    void refusesADirectoryInWhichOthersMayWrite() throws IOException {
        for (String permissions : new String[] {"rwx---rwx", "rwxrwx---"}) {
            permit(bundle.getParent(), permissions);
            assertThat(refusal(() -> BundlePlace.requireClosedDirectoryAround(bundle))
                            .problem())
                    .contains(bundle.getParent().toString());
        }
    }

    /** In the order in which they are written, and each of them. */
    @Test
    void allGuardsStandBeforeARestore() throws IOException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        assertThatCode(() -> BundlePlace.require(bundle, live(volume))).doesNotThrowAnyException();

        assertThat(refusal(() -> BundlePlace.require(bundle, live(bundle.getParent())))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_MISPLACED);
        permit(bundle.getParent(), "rwxrwx---");
        assertThat(refusal(() -> BundlePlace.require(bundle, live(bundle.getParent())))
                        .problem())
                .contains("others than its owner may put bundles there");
        permit(bundle, "rwxr-x---");
        assertThat(refusal(() -> BundlePlace.require(bundle, live(bundle.getParent())))
                        .problem())
                .contains("others than its owner may read or change it");
        assertThat(refusal(() -> BundlePlace.require(folder.resolve("absent"), live(volume)))
                        .code())
                .isEqualTo(ErrorCode.BUNDLE_NOT_FOUND);
    }

    @Test
    void aBundleOfAnotherUserIsRefusedBeforeARestore() throws IOException {
        giveAway(bundle);

        assertThat(refusal(() -> BundlePlace.require(bundle, live(folder.resolve("volume"))))
                        .problem())
                .contains("belongs to another user");
    }

    private static void giveAway(Path path) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        Files.setAttribute(path, "unix:uid", 12345);
    }

    /** An installation whose one container has that volume. */
    private InstallationAccess live(Path volume) {
        String container = """
                [{"Id": "c0ffee", "Name": "/postgres", "Image": "sha256:1", "Config": {"Image": "postgres"},
                  "State": {"Status": "running", "StartedAt": "2026-11-24T08:00:00Z"},
                  "Mounts": [{"Type": "volume", "Source": "%s"}]}]
                """.formatted(volume);
        return InstallationInTest.own(
                command -> new ProcessResult(0, container, ""), folder, new BundleKeys(folder.resolve("installation")));
    }

    @Test
    void refusesABundleInOrAroundAVolume() throws IOException {
        Path through = Files.createSymbolicLink(folder.resolve("by another way"), folder);
        for (Path volume : new Path[] {
            bundle, bundle.getParent(), bundle.resolve("db"), folder, through.resolve("backups"), Path.of("/")
        }) {
            assertThat(refusal(() -> BundlePlace.requireApartFrom(Set.of(volume), bundle))
                            .code())
                    .as(volume.toString())
                    .isEqualTo(ErrorCode.BUNDLE_MISPLACED);
        }
        assertThatCode(() -> BundlePlace.requireApartFrom(Set.of(folder.resolve("backup")), bundle))
                .doesNotThrowAnyException();
    }
}
