package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second bundle shares with the first what the object store says is unchanged, and nothing else. */
class UnchangedObjectsTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-20T10:00:00.700Z");

    @TempDir
    Path backups;

    /** Null for bundles that are not encrypted. */
    private BundleCipher cipher;

    private FakeObjectStore server;
    private Bundle first;

    @BeforeEach
    void backUpOnce() throws IOException {
        server = new FakeObjectStore();
        for (String key : List.of("same", "newer", "other size", "a/../b\n", "later")) {
            put(key, "content of " + key, WRITTEN);
        }
        first = backUp("piprio_20261124T081500Z", null);
        server.reads.set(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void put(String key, String content, Instant moment) {
        server.objects.put(key, BundleFixture.bytes(content));
        server.modified.put(key, moment);
    }

    private Bundle backUp(String name, UnchangedObjects earlier) throws IOException {
        Path directory = backups.resolve(name);
        PartialBundle partial = new PartialBundle(directory, new BundleId(name), cipher);
        partial.create();
        ObjectBackup.Totals totals = new ObjectBackup(server.access(), new DiskRoom(backups), earlier)
                .write(partial, NamedInTest.of(), Progress.none());
        Manifest manifest = BundleFixture.manifest(List.of(), totals.count(), totals.bytes());
        return new Bundle(new BundleId(name), directory, manifest, VerificationLevel.CONTENT, null, cipher);
    }

    private Bundle backUpAgain(String name, Bundle earlier) throws IOException {
        try (UnchangedObjects unchanged = UnchangedObjects.of(earlier)) {
            return backUp(name, unchanged);
        }
    }

    private static Map<String, String> contents(Bundle bundle) {
        Map<String, String> contents = new TreeMap<>();
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            try {
                contents.put(entry.key(), new String(bundle.content(entry).bytes(1000, entry.blob())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return contents;
    }

    private static List<String> shared(Bundle one, Bundle other) {
        List<String> keys = new ArrayList<>();
        ObjectIndex.read(other.content(BundleLayout.OBJECT_INDEX), entry -> {
            try {
                if (Files.exists(one.file(entry.blob()))
                        && Files.isSameFile(one.file(entry.blob()), other.file(entry.blob()))) {
                    keys.add(entry.key());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return keys;
    }

    private static Fingerprints proven(Bundle bundle) throws IOException {
        IndexedBlobs blobs = new IndexedBlobs(bundle);
        Fingerprints named = blobs.requireIndex();
        blobs.requireHashes(named, Progress.none());
        return named;
    }

    @Test
    void onlyWhatChangedIsReadAgain() throws IOException {
        put("newer", "content of NEWER", WRITTEN.plusSeconds(3600));
        put("other size", "longer content", WRITTEN);
        put("later", "content of later", WRITTEN.plusSeconds(1));
        put("new", "a new one", WRITTEN);

        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(server.reads).hasValue(4);
        assertThat(shared(first, second)).containsExactlyInAnyOrder("same", "a/../b\n");
        assertThat(contents(second))
                .containsEntry("newer", "content of NEWER")
                .containsEntry("other size", "longer content")
                .containsEntry("same", "content of same")
                .hasSize(6);
        assertThat(proven(second).distinct()).isEqualTo(6);
        assertThat(proven(first).distinct()).isEqualTo(5);
    }

    @Test
    void theIndexSaysTheSameOfAnUnchangedObject() throws IOException {
        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(Files.readString(second.file(BundleLayout.OBJECT_INDEX)))
                .isEqualTo(Files.readString(first.file(BundleLayout.OBJECT_INDEX)));
        assertThat(server.reads).hasValue(0);
    }

    @Test
    void aBundleStaysWholeWhenTheOneItSharesWithIsDeleted() throws IOException {
        Bundle second = backUpAgain("piprio_20261125T081500Z", first);
        Bundle third = backUpAgain("piprio_20261126T081500Z", second);

        DurableFiles.deleteTree(first.directory());

        assertThat(proven(second).distinct()).isEqualTo(5);
        assertThat(contents(third)).isEqualTo(contents(second)).containsEntry("same", "content of same");
        DurableFiles.deleteTree(second.directory());
        assertThat(proven(third).distinct()).isEqualTo(5);
    }

    @Test
    void aDamagedContentIsReadFromTheObjectStoreAgain() throws IOException {
        String blob = BundleLayout.blob(Sha256.of(BundleFixture.bytes("content of same")));
        BundleFixture.flip(first.file(blob));

        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(server.reads).hasValue(1);
        assertThat(proven(second).distinct()).isEqualTo(5);
    }

    @Test
    void aContentThatHasANameElsewhereIsReadAgain() throws IOException {
        String blob = BundleLayout.blob(Sha256.of(BundleFixture.bytes("content of same")));
        Files.createLink(backups.resolve("elsewhere"), first.file(blob));

        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(shared(first, second)).doesNotContain("same").hasSize(4);
        assertThat(proven(second).distinct()).isEqualTo(5);
    }

    @Test
    void aContentThatOthersMayReadIsReadAgain() throws IOException {
        String blob = BundleLayout.blob(Sha256.of(BundleFixture.bytes("content of same")));
        Files.setPosixFilePermissions(first.file(blob), PosixFilePermissions.fromString("rw-r-----"));

        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(shared(first, second)).doesNotContain("same").hasSize(4);
    }

    @Test
    void encryptedBundlesShareWhatTheSameKeyOpens() throws IOException {
        cipher = new BundleCipher(new byte[BundleCipher.KEY_BYTES]);
        Bundle second = backUp("piprio_20261125T081500Z", null);
        server.reads.set(0);
        put("newer", "content of NEWER", WRITTEN.plusSeconds(3600));

        Bundle third = backUpAgain("piprio_20261126T081500Z", second);

        assertThat(server.reads).hasValue(1);
        assertThat(shared(second, third)).hasSize(4);
        assertThat(proven(third).distinct()).isEqualTo(5);
        assertThat(contents(third)).containsEntry("same", "content of same").containsEntry("newer", "content of NEWER");
        assertThat(shared(first, third)).isEmpty();
    }

    @Test
    void aServerThatTellsNoVersionsIsReadAsAWhole() throws IOException {
        server.modified.clear();

        Bundle second = backUpAgain("piprio_20261125T081500Z", first);

        assertThat(server.reads).hasValue(5);
        assertThat(shared(first, second)).isEmpty();
    }

    @Test
    void oneThatWasMovedAwayFromWhatItSharesWithIsRefusedUntilItIsCopied() throws IOException {
        Bundle second = backUpAgain("piprio_20261125T081500Z", first);
        Path away = backups.resolve("away");
        DurableFiles.createDirectory(away);
        Path moved = away.resolve(second.id().value());
        DurableFiles.moveAtomically(second.directory(), moved);
        Bundle apart = new Bundle(second.id(), moved, second.manifest(), VerificationLevel.CONTENT, null);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> proven(apart)))
                .hasMessageContaining("hard link");

        try (var files = Files.walk(moved)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                Files.delete(file);
                DurableFiles.write(file, content);
            }
        }
        assertThat(proven(apart).distinct()).isEqualTo(5);
    }

    @Test
    void eachOfManyIsFoundWhateverItsKey() throws IOException {
        for (int number = 0; number < 300; number++) {
            put("many/" + number + "x".repeat(number * 3), "content " + number, WRITTEN);
        }
        Bundle many = backUp("piprio_20261125T081500Z", null);
        server.reads.set(0);

        Bundle second = backUpAgain("piprio_20261126T081500Z", many);

        assertThat(server.reads).hasValue(0);
        assertThat(contents(second)).isEqualTo(contents(many)).hasSize(305);
    }

    @Test
    void aKeyThatTheEarlierBundleLacksIsRead() throws IOException {
        Bundle none = backUp("piprio_20261125T081500Z", null);
        for (int number = 0; number < 100; number++) {
            put("new/" + number, "content " + number, WRITTEN);
        }
        server.reads.set(0);

        Bundle second = backUpAgain("piprio_20261126T081500Z", none);

        assertThat(server.reads).hasValue(100);
        assertThat(contents(second)).hasSize(105).containsEntry("new/99", "content 99");
    }

    @Test
    void anIndexThatWasChangedMeanwhileSaysNothing() throws IOException {
        Path index = first.file(BundleLayout.OBJECT_INDEX);
        try (UnchangedObjects unchanged = UnchangedObjects.of(first)) {
            Files.writeString(index, "{}\n".repeat((int) Files.size(index)));

            Bundle second = backUp("piprio_20261125T081500Z", unchanged);

            assertThat(server.reads).hasValue(5);
            assertThat(proven(second).distinct()).isEqualTo(5);
        }
    }

    @Test
    void anIndexThatWasCutMeanwhileSaysNothing() throws IOException {
        Path index = first.file(BundleLayout.OBJECT_INDEX);
        try (UnchangedObjects unchanged = UnchangedObjects.of(first)) {
            Files.writeString(index, "");

            assertThat(proven(backUp("piprio_20261125T081500Z", unchanged)).distinct())
                    .isEqualTo(5);
        }
    }

    @Test
    void anIndexBehindALinkIsNotRead() throws IOException {
        Path index = first.file(BundleLayout.OBJECT_INDEX);
        Path moved = backups.resolve("moved");
        Files.move(index, moved);
        Files.createSymbolicLink(index, moved);

        assertThatThrownBy(() -> UnchangedObjects.of(first)).isInstanceOf(IOException.class);
    }

    @Test
    void anIndexThatIsNoneIsRefused() throws IOException {
        Files.writeString(first.file(BundleLayout.OBJECT_INDEX), "{}\n");

        assertThatThrownBy(() -> UnchangedObjects.of(first)).isInstanceOf(OperatorException.class);
    }
}
