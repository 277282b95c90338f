package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.compose.ProcessResult;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreChecksTest {
    private static final Manifest MANIFEST = BundleFixture.manifest(List.of(), 0, 0);

    @TempDir
    Path backups;

    private static InstallationAccess installation(String deployment, String domain, String freeBytes) {
        return installation(deployment, domain, freeBytes, Path.of("backups"));
    }

    private static InstallationAccess installation(String deployment, String domain, String freeBytes, Path backups) {
        return InstallationInTest.access(
                deployment,
                domain,
                command -> new ProcessResult(
                        0, command.argv().contains("printenv") ? "/data\n" : "     Avail\n" + freeBytes + "\n", ""),
                backups,
                new BundleKeys(Path.of("nowhere")));
    }

    private static InstallationAccess own() {
        return installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "1000000000");
    }

    private static ErrorCode refusal(Runnable check) {
        OperatorException refusal = catchThrowableOfType(OperatorException.class, check::run);
        assertThat(refusal).isNotNull();
        return refusal.code();
    }

    @Test
    void acceptsTheDomainAsItIs() {
        assertThatCode(() -> RestoreChecks.requireTyped(BundleFixture.DOMAIN, MANIFEST, own(), Adoption.NONE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "y",
                "yes",
                "other.example.com",
                "Docs.example.com",
                "docs.example.com.",
                " docs.example.com",
                "docs.example.com ",
                "docs.example.com\n",
                "d\u043ecs.example.com",
                "docs.example"
            })
    void refusesEveryOtherText(String typed) {
        assertThat(refusal(() -> RestoreChecks.requireTyped(typed, MANIFEST, own(), Adoption.NONE)))
                .isEqualTo(ErrorCode.DOMAIN_WRONG);
    }

    @Test
    void refusesBundlesOfOthers() {
        InstallationAccess sameDomain = installation("another-id", BundleFixture.DOMAIN, "0");
        InstallationAccess sameId = installation(BundleFixture.DEPLOYMENT, "new.example.com", "0");

        assertThat(refusal(() -> RestoreChecks.requireSameInstallation(MANIFEST, sameDomain)))
                .isEqualTo(ErrorCode.BUNDLE_FOREIGN);
        assertThat(refusal(() -> RestoreChecks.requireSameInstallation(MANIFEST, sameId)))
                .isEqualTo(ErrorCode.DOMAIN_WRONG);
        assertThat(refusal(() -> RestoreChecks.requireTyped("new.example.com", MANIFEST, sameId, Adoption.NONE)))
                .isEqualTo(ErrorCode.DOMAIN_WRONG);
    }

    @Test
    void takesTheBundleOfTheInstallationThatIsToComeHere() {
        InstallationAccess here = installation("another-id", "new.example.com", "0");
        Adoption adoption = new Adoption(BundleFixture.DEPLOYMENT);

        assertThatCode(() -> RestoreChecks.requireTyped("new.example.com", MANIFEST, here, adoption))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> RestoreChecks.requireTyped(BundleFixture.DOMAIN, MANIFEST, here, adoption)))
                .isEqualTo(ErrorCode.DOMAIN_WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "another-id",
                "6F9619FF-8B86-4D01-B42D-00CF4FC964FF",
                " 6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
                "6f9619ff-8b86-4d01-b42d-00cf4fc964f",
                "6f9619ff-8b86-4d01-b42d-00cf4fc964ff\n"
            })
    void refusesToAdoptFromAnyOther(String typed) {
        InstallationAccess here = installation("another-id", "new.example.com", "0");

        assertThat(refusal(() -> RestoreChecks.requireInstallation(MANIFEST, here, new Adoption(typed))))
                .isEqualTo(ErrorCode.ADOPTION_WRONG);
    }

    @Test
    void refusesToAdoptWhatIsItsOwnOrWhatNobodySigned() {
        InstallationAccess here = installation("another-id", "new.example.com", "0");
        Manifest unsigned = ManifestEdit.of(MANIFEST).format(1).done();
        Adoption adoption = new Adoption(BundleFixture.DEPLOYMENT);

        assertThat(refusal(() -> RestoreChecks.requireInstallation(MANIFEST, own(), adoption)))
                .isEqualTo(ErrorCode.ADOPTION_WRONG);
        assertThat(refusal(() -> RestoreChecks.requireInstallation(unsigned, here, adoption)))
                .isEqualTo(ErrorCode.BUNDLE_UNTRUSTED);
    }

    @Test
    void refusesSchemasThatAreNewerThanTheReleaseReads() {
        assertThatCode(() -> RestoreChecks.requireSchema(MANIFEST, "1.4.0.2")).doesNotThrowAnyException();
        assertThatCode(() -> RestoreChecks.requireSchema(MANIFEST, "1.4.0.10")).doesNotThrowAnyException();
        assertThat(refusal(() -> RestoreChecks.requireSchema(MANIFEST, "1.4.0.1")))
                .isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
    }

    @Test
    void refusesAFormerDatabaseThatTheReleaseCannotRead() {
        assertThatCode(() -> RestoreChecks.requireFormerSchema("1.4.0.2", "1.4.0.2"))
                .doesNotThrowAnyException();
        assertThatCode(() -> RestoreChecks.requireFormerSchema("1.4.0.9", "1.4.0.10"))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> RestoreChecks.requireFormerSchema("1.5.0.1", "1.4.0.10")))
                .isEqualTo(ErrorCode.BUNDLE_VERSION_UNFIT);
    }

    @Test
    void theRoomForADatabaseGrowsWithItsLogUpToALimit() {
        long reserve = 64L << 20;
        assertThat(RestoreSpace.database(MANIFEST)).isEqualTo(9_600_000 + 8_000_000 + reserve);

        long large = 10L << 30;
        assertThat(RestoreSpace.database(
                        ManifestEdit.of(MANIFEST).databaseBytes(large).done()))
                .isEqualTo(large / 10 * 12 + (1L << 30) + reserve);
    }

    @Test
    void refusesAServerThatDoesNotSayHowMuchIsFree() {
        for (ProcessResult answer :
                List.of(new ProcessResult(1, "/data\n", "no such container"), new ProcessResult(0, " \n", ""))) {
            InstallationAccess silent =
                    InstallationInTest.own(command -> answer, backups, new BundleKeys(Path.of("nowhere")));

            assertThat(refusal(() -> RestoreSpace.requireInVolumes(0, silent))).isEqualTo(ErrorCode.COMMAND_FAILED);
        }
    }

    @Test
    void refusesADirectoryOfBundlesThatIsNotThere() {
        assertThat(refusal(() -> RestoreSpace.requireForSafety(
                        0,
                        0,
                        installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "1", backups.resolve("absent")))))
                .isEqualTo(ErrorCode.FILE_UNREADABLE);
    }

    @Test
    void refusesWhenTheDiskOfTheDatabaseIsTooSmall() {
        long database = RestoreSpace.database(MANIFEST);
        assertThat(database).isGreaterThan(MANIFEST.databaseBytes() * 2);
        // The dump lies beside the data while it is restored.
        FileEntry dump = new FileEntry(BundleLayout.DUMP, 123_456, "0".repeat(64));
        FileEntry index = new FileEntry(BundleLayout.OBJECT_INDEX, 7_890, "0".repeat(64));
        assertThat(RestoreSpace.database(BundleFixture.manifest(List.of(dump, index), 0, 0)))
                .isEqualTo(database + 123_456);
        assertThatCode(() -> RestoreSpace.requireInVolumes(database, own())).doesNotThrowAnyException();
        assertThatCode(() -> RestoreSpace.requireInVolumes(1_000_000_000, own()))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> RestoreSpace.requireInVolumes(1_000_000_001, own())))
                .isEqualTo(ErrorCode.DISK_LOW);
        assertThat(refusal(() -> RestoreSpace.requireInVolumes(
                        0, installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "lots"))))
                .isEqualTo(ErrorCode.ANSWER_UNREADABLE);
    }

    @Test
    void refusesWhenThereIsNoRoomForTheSafetyBundle() {
        long free = backups.toFile().getUsableSpace();
        InstallationAccess otherDisk = installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "1", backups);
        InstallationAccess sameDisk = installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, "" + free, backups);
        long half = free / 2;

        assertThatCode(() -> RestoreSpace.requireForSafety(half, half, otherDisk))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> RestoreSpace.requireForSafety(0, free * 2, otherDisk)))
                .isEqualTo(ErrorCode.DISK_LOW);
        // One disk has to hold both.
        assertThat(refusal(() -> RestoreSpace.requireForSafety(half, half, sameDisk)))
                .isEqualTo(ErrorCode.DISK_LOW);
    }

    @Test
    void saysForWhatThereIsNoRoom() {
        long free = backups.toFile().getUsableSpace();
        String safety = "in " + backups + ", for a bundle of the present state";

        assertThat(withoutRoomForSafety("1")).endsWith(safety);
        assertThat(withoutRoomForSafety("" + free)).endsWith(safety + " and the restore");
    }

    /** What is expected where nothing fits. */
    private String withoutRoomForSafety(String freeForDatabase) {
        InstallationAccess live =
                installation(BundleFixture.DEPLOYMENT, BundleFixture.DOMAIN, freeForDatabase, backups);
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class, () -> RestoreSpace.requireForSafety(0, Long.MAX_VALUE / 2, live));
        assertThat(refusal).isNotNull();
        return refusal.expected();
    }

    @Test
    void printsNoSecret() {
        assertThat(own().toString()).doesNotContain("pass-word", "s3-key");
    }
}
