package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.signing.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ObjectBackupTest {
    private static final List<String> ODD_KEYS = List.of(
            "../x",
            "/lead",
            "a",
            "a//b",
            "a/b",
            "a/./b",
            "trailing/",
            "line\nfeed",
            "tab\t",
            "caf\u00e9",
            "cafe\u0301",
            "\uD83D\uDE00",
            "A",
            "plus+and space",
            "%2F",
            "?x=1&y=2",
            "back\\slash",
            "k".repeat(1024));

    @TempDir
    Path backups;

    private FakeObjectStore server;
    private Path bundle;

    @BeforeEach
    void start() throws IOException {
        server = new FakeObjectStore();
        bundle = emptyBundle("piprio_20261124T081500Z");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path emptyBundle(String name) throws IOException {
        Path directory = backups.resolve(name);
        DurableFiles.createDirectory(directory);
        DurableFiles.createDirectory(directory.resolve("objects"));
        return directory;
    }

    private ObjectBackup.Totals backUp(String... referenced) throws IOException {
        return new ObjectBackup(server.access(), new DiskRoom(backups), null)
                .write(new PartialBundle(bundle, BundleFixture.ID, null), NamedInTest.of(referenced), Progress.none());
    }

    private void put(String key) {
        server.objects.put(key, ("content of " + key).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, byte[]> inBundle() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        ObjectIndex.read(Content.of(bundle.resolve(BundleLayout.OBJECT_INDEX)), entry -> {
            assertThatCode(() -> contents.put(entry.key(), Files.readAllBytes(bundle.resolve(entry.blob()))))
                    .doesNotThrowAnyException();
        });
        return contents;
    }

    private Bundle asBundle(ObjectBackup.Totals totals) {
        Manifest manifest = BundleFixture.manifest(List.of(), totals.count(), totals.bytes());
        return new Bundle(manifest.bundle(), bundle, manifest, VerificationLevel.CONTENT, null);
    }

    @Test
    void keepsOddKeysExactlyAndBringsThemBack() throws IOException {
        ODD_KEYS.forEach(this::put);
        server.objects.put("empty", new byte[0]);
        Map<String, byte[]> before = new TreeMap<>(server.objects);

        ObjectBackup.Totals totals = backUp(ODD_KEYS.toArray(String[]::new));

        assertThat(totals.count()).isEqualTo(ODD_KEYS.size() + 1);
        assertThat(inBundle()).containsExactlyInAnyOrderEntriesOf(before);
        try (var files = Files.walk(bundle)) {
            assertThat(files.map(file -> bundle.relativize(file).toString()))
                    .allMatch(name -> name.isEmpty()
                            || name.equals("objects")
                            || name.equals(BundleLayout.OBJECT_INDEX)
                            || BundleLayout.isBlobDirectory(name)
                            || BundleLayout.isBlob(name));
        }

        server.objects.clear();
        server.bucketExists = false;
        restore(totals);

        assertThat(server.objects).containsExactlyInAnyOrderEntriesOf(before);
    }

    private Path restoreDirectory() {
        return backups.resolve("restore_20261124T090000Z");
    }

    private ObjectRestore.Totals restore(ObjectBackup.Totals totals) throws IOException {
        ObjectRestore.Totals found = addMissing(totals);
        overwrite(totals);
        return found;
    }

    private ObjectRestore.Totals addMissing(ObjectBackup.Totals totals) throws IOException {
        DurableFiles.createDirectory(restoreDirectory());
        return objectRestore(new ObjectStore(server.access())).addMissing(asBundle(totals), Progress.none());
    }

    private void overwrite(ObjectBackup.Totals totals) throws IOException {
        objectRestore(new ObjectStore(server.access())).overwrite(asBundle(totals), Progress.none());
    }

    private void putBack() throws IOException {
        objectRestore(new ObjectStore(server.access())).putBack(Progress.none());
    }

    private ObjectRestore objectRestore(ObjectStore store) {
        return new ObjectRestore(store, new KeptObjects(restoreDirectory()), Persisted.NOBODY);
    }

    private String content(String key) {
        return new String(server.objects.get(key), StandardCharsets.UTF_8);
    }

    @Test
    void storesEqualContentsOnce() throws IOException {
        server.objects.put("one", new byte[] {1, 2, 3});
        server.objects.put("two", new byte[] {1, 2, 3});

        ObjectBackup.Totals totals = backUp();

        assertThat(totals.count()).isEqualTo(2);
        try (var files = Files.walk(bundle.resolve("objects"), 2)) {
            assertThat(files.filter(file -> Sha256.wellFormed(file.getFileName().toString())))
                    .hasSize(1);
        }
    }

    @Test
    void skipsAnObjectThatWentAwayAndThatNobodyNames() throws IOException {
        List.of("a", "b", "c", "d").forEach(this::put);
        server.vanished.add("b");

        assertThat(backUp("a", "c").count()).isEqualTo(3);
        assertThat(inBundle()).containsOnlyKeys("a", "c", "d");
    }

    @Test
    void asksByNameForWhatAListingLeftOut() throws IOException {
        List.of("a", "b", "c", "d").forEach(this::put);
        server.unlisted.addAll(List.of("b", "d"));

        assertThat(backUp("a", "b").count()).isEqualTo(3);
        assertThat(inBundle()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void asksAgainForAListingThatTheServerStumbledOver() throws IOException {
        List.of("a", "b").forEach(this::put);
        // The client gives up after four.
        server.stumbles.set(6);

        assertThat(backUp("a").count()).isEqualTo(2);
    }

    @Test
    void aServerThatNeverListsIsNamed() {
        server.stumbles.set(Integer.MAX_VALUE);

        OperatorException failure = catchThrowableOfType(OperatorException.class, () -> backUp());

        assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_STORE_UNREACHABLE);
    }

    @Test
    void refusesWhenWhatTheDatabaseNamesIsNowhere() {
        put("a");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> backUp("a", "lost"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal.found()).isEqualTo("missing: 'lost'");
    }

    @Test
    void takesAMissingBucketForAnEmptyOne() throws IOException {
        server.bucketExists = false;

        assertThat(backUp()).isEqualTo(new ObjectBackup.Totals(0, 0));
    }

    @Test
    void refusesAContentThatIsCutShort() {
        put("a");
        server.cutShort.add("a");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_STORE_UNREACHABLE);
        assertThat(refusal.problem()).contains("'a'");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAListingThatGoesRoundInCircles() {
        List.of("a", "b", "c", "d").forEach(this::put);
        server.repeatsPages = true;

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.problem()).contains("same page");
    }

    @Test
    void namesTheObjectStoreWhenItIsNotThere() {
        server.close();

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_STORE_UNREACHABLE);
        assertThat(refusal.expected()).contains("127.0.0.1");
        assertThat(refusal).hasMessageNotContaining("secret");
    }

    @Test
    void restoreWritesWhatIsMissingOrDiffersAndDeletesNothing() throws IOException {
        List.of("equal", "missing", "differs").forEach(this::put);
        ObjectBackup.Totals totals = backUp();
        server.objects.remove("missing");
        server.objects.put("differs", BundleFixture.bytes("a newer content"));
        put("newer");

        ObjectRestore.Totals restored = restore(totals);

        assertThat(restored).isEqualTo(new ObjectRestore.Totals(1, 1));
        assertThat(server.objects).containsOnlyKeys("equal", "missing", "differs", "newer");
        assertThat(new String(server.objects.get("differs"), StandardCharsets.UTF_8))
                .isEqualTo("content of differs");
        Path kept = restoreDirectory();
        ObjectIndex.read(Content.of(kept.resolve(BundleLayout.OBJECT_INDEX)), entry -> {
            assertThat(entry.key()).isEqualTo("differs");
            assertThat(kept.resolve(entry.blob())).hasContent("a newer content");
        });
    }

    @Test
    void nothingIsOverwrittenBeforeTheDatabasesAreExchanged() throws IOException {
        List.of("equal", "missing", "differs").forEach(this::put);
        ObjectBackup.Totals totals = backUp();
        server.objects.remove("missing");
        server.objects.put("differs", BundleFixture.bytes("a newer content"));

        addMissing(totals);

        assertThat(content("missing")).isEqualTo("content of missing");
        assertThat(content("differs")).isEqualTo("a newer content");
    }

    @Test
    void overwritingAndPuttingBackMayBeRepeated() throws IOException {
        List.of("a", "b", "c", "d", "e").forEach(this::put);
        ObjectBackup.Totals totals = backUp();
        List.of("b", "d").forEach(key -> server.objects.put(key, BundleFixture.bytes("newer " + key)));
        addMissing(totals);

        overwrite(totals);
        overwrite(totals);
        assertThat(content("b") + ", " + content("d")).isEqualTo("content of b, content of d");

        server.objects.remove("d");
        putBack();
        putBack();
        assertThat(content("b") + ", " + content("d")).isEqualTo("newer b, newer d");
        assertThat(content("a")).isEqualTo("content of a");
    }

    @Test
    void aDiskThatTakesNothingIsNoFailureOfTheObjectStore() throws IOException {
        put("a");
        Files.createFile(bundle.resolve("objects/incoming-1"));

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> backUp("a"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_UNWRITABLE);
        assertThat(refusal.problem()).contains("incoming-1");
    }

    @Test
    void whatTheServerHashedItselfIsNotReadBack() throws IOException {
        List.of("a", "b", "c").forEach(this::put);
        ObjectBackup.Totals totals = backUp();
        server.objects.clear();
        server.tellsMd5 = true;
        server.reads.set(0);

        restore(totals);

        assertThat(server.reads).hasValue(0);
        assertThat(content("b")).isEqualTo("content of b");
    }

    @Test
    void aServerThatHashedOtherBytesIsFoundOut() throws IOException {
        put("a");
        ObjectBackup.Totals totals = backUp();
        server.objects.clear();
        server.tellsMd5 = true;
        server.spoiled.add("a");

        assertThat(catchThrowableOfType(OperatorException.class, () -> restore(totals))
                        .code())
                .isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
    }

    @Test
    void restoreNoticesAServerThatSpoilsWhatItTakes() throws IOException {
        put("a");
        ObjectBackup.Totals totals = backUp();
        server.objects.clear();
        server.spoiled.add("a");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, () -> restore(totals));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RESTORE_CHECK_FAILED);
    }
}
