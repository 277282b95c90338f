package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.OperatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the index of an earlier bundle says of an object: of the very same content, or nothing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlierIndexTest {
    private static final String HASH = "ab" + "0".repeat(62);
    private static final ObjectVersion VERSION = ObjectVersion.of("\"etag\"", Instant.parse("2026-11-20T10:00:00Z"));

    @TempDir
    Path backups;

    /** Null for bundles that are not encrypted. */
    private BundleCipher cipher;

    private PartialBundle partial;

    @BeforeEach
    void beginABundle() throws IOException {
        begin(null);
    }

    private void begin(BundleCipher with) throws IOException {
        cipher = with;
        Path directory = backups.resolve(with == null ? "plain" : "encrypted").resolve(BundleFixture.ID.value());
        Files.createDirectories(directory.getParent());
        partial = new PartialBundle(directory, BundleFixture.ID, with);
        partial.create();
    }

    private static ObjectEntry entry(String key, ObjectVersion version) {
        return new ObjectEntry(key, 7, HASH, HASH, ObjectHeaders.ofType(null), version);
    }

    /** An entry whose line has that length, without its end. */
    private static ObjectEntry ofLength(int length) throws IOException {
        ObjectEntry entry = filled("x".repeat(length - line(filled("")).length()));
        assertThat(line(entry)).hasSize(length);
        return entry;
    }

    /** No single text may be as long as a line. */
    private static ObjectEntry filled(String text) {
        SortedMap<String, String> metadata = new TreeMap<>();
        int third = text.length() / 3;
        metadata.put("a", text.substring(0, third));
        metadata.put("b", text.substring(third, 2 * third));
        metadata.put("c", text.substring(2 * third));
        return new ObjectEntry("long", 7, HASH, HASH, new ObjectHeaders(null, new TreeMap<>(), metadata), VERSION);
    }

    private static String line(ObjectEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(bytes)) {
            writer.add(entry);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    /** Writes the index; the manifest says that there are so many objects. */
    private Bundle bundle(long objects, List<ObjectEntry> entries) throws IOException {
        try (ObjectIndex.Writer writer = new ObjectIndex.Writer(partial.open(BundleLayout.OBJECT_INDEX))) {
            for (ObjectEntry entry : entries) {
                writer.add(entry);
            }
        }
        return new Bundle(
                BundleFixture.ID,
                partial.directory(),
                BundleFixture.manifest(List.of(), objects, 7 * objects),
                VerificationLevel.CONTENT,
                null,
                cipher);
    }

    private Path index() {
        return partial.directory().resolve(BundleLayout.OBJECT_INDEX);
    }

    private static Optional<ObjectEntry> find(UnchangedObjects objects, String key) {
        return objects.find(new ObjectStore.Listed(key, 7, VERSION));
    }

    private static long found(UnchangedObjects objects, List<ObjectEntry> entries) {
        long count = 0;
        for (ObjectEntry entry : entries) {
            if (find(objects, entry.key()).isPresent()) {
                count++;
            }
        }
        return count;
    }

    private static List<ObjectEntry> entries(String prefix, int count, ObjectVersion version) {
        List<ObjectEntry> entries = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            entries.add(entry(prefix + number, version));
        }
        return entries;
    }

    /** How many descriptors of this process are open on that file. */
    private static long timesOpen(Path file) throws IOException {
        Path real = file.toRealPath();
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.readSymbolicLink(descriptor).equals(real)) {
                        count++;
                    }
                } catch (NoSuchFileException closedMeanwhile) {
                    continue;
                }
            }
        }
        return count;
    }

    @Test
    void saysNothingOfAnObjectOfAnotherSizeOrVersion() throws IOException {
        try (UnchangedObjects objects = UnchangedObjects.of(bundle(1, entries("key ", 1, VERSION)))) {
            ObjectVersion later =
                    new ObjectVersion(VERSION.etag(), VERSION.modified().plusSeconds(1));

            assertThat(find(objects, "key 0")).contains(entry("key 0", VERSION));
            assertThat(objects.find(new ObjectStore.Listed("key 0", 8, VERSION)))
                    .isEmpty();
            assertThat(objects.find(new ObjectStore.Listed("key 0", 7, later))).isEmpty();
            assertThat(objects.find(new ObjectStore.Listed("key 0", 7, null))).isEmpty();
        }
    }

    @Test
    void saysNothingWhereALineOfAnotherObjectIsByNow() throws IOException {
        try (UnchangedObjects objects = UnchangedObjects.of(bundle(1, entries("key ", 1, VERSION)))) {
            Files.writeString(index(), line(entry("yek 0", VERSION)) + "\n");

            assertThat(find(objects, "key 0")).isEmpty();
        }
    }

    @Test
    void saysNothingWhereItsEncryptionWasBrokenMeanwhile() throws IOException {
        begin(new BundleCipher(new byte[BundleCipher.KEY_BYTES]));
        for (int length : new int[] {0, 20, 60}) {
            Files.deleteIfExists(index());
            try (UnchangedObjects objects = UnchangedObjects.of(bundle(1, entries("key ", 1, VERSION)))) {
                byte[] whole = Files.readAllBytes(index());
                Files.write(index(), Arrays.copyOf(whole, length));

                assertThat(find(objects, "key 0")).isEmpty();
            }
        }
        Files.delete(index());
        try (UnchangedObjects objects = UnchangedObjects.of(bundle(1, entries("key ", 1, VERSION)))) {
            BundleFixture.flip(index());

            assertThat(find(objects, "key 0")).isEmpty();
        }
    }

    @Test
    void whatThereIsNoPlaceForIsCopiedAnew() throws IOException {
        List<ObjectEntry> entries = entries("key ", 40, VERSION);

        try (UnchangedObjects objects = UnchangedObjects.of(bundle(0, entries))) {
            // There are 32 places at least, and half of them stay free.
            assertThat(found(objects, entries)).isEqualTo(16);
            assertThat(found(objects, entries.subList(0, 16))).isEqualTo(16);
        }
    }

    @Test
    void objectsWithoutAVersionTakeNoPlace() throws IOException {
        List<ObjectEntry> known = entries("known ", 16, VERSION);
        List<ObjectEntry> entries = new ArrayList<>(entries("unknown ", 16, null));
        entries.addAll(known);

        try (UnchangedObjects objects = UnchangedObjects.of(bundle(0, entries))) {
            assertThat(found(objects, known)).isEqualTo(16);
            assertThat(find(objects, "unknown 0")).isEmpty();
        }
    }

    @Test
    void aLineAtItsLimitIsFound() throws IOException {
        ObjectEntry longest = ofLength(ObjectIndex.LONGEST_LINE);

        try (UnchangedObjects objects = UnchangedObjects.of(bundle(2, List.of(longest, entry("next", VERSION))))) {
            assertThat(find(objects, "long")).contains(longest);
            assertThat(find(objects, "next")).isPresent();
        }
    }

    @Test
    void aLineThatBecameLongerThanAnyIsReadNoFurther() throws IOException {
        try (UnchangedObjects objects = UnchangedObjects.of(bundle(1, List.of(ofLength(1000))))) {
            Files.writeString(index(), line(ofLength(ObjectIndex.LONGEST_LINE + 1024)) + "\n");

            assertThat(find(objects, "long")).isEmpty();
        }
    }

    @Test
    void isOpenUntilItIsClosed() throws IOException {
        UnchangedObjects objects = UnchangedObjects.of(bundle(1, entries("key ", 1, VERSION)));
        assertThat(timesOpen(index())).isEqualTo(1);

        objects.close();

        assertThat(timesOpen(index())).isZero();
    }

    @Test
    void oneThatIsRefusedDoesNotStayOpen() throws IOException {
        Bundle bundle = bundle(1, entries("key ", 1, VERSION));
        Files.writeString(index(), "{}\n");

        assertThatThrownBy(() -> UnchangedObjects.of(bundle)).isInstanceOf(OperatorException.class);

        assertThat(timesOpen(index())).isZero();
    }

    @Test
    void oneThatIsTooShortToBeEncryptedDoesNotStayOpen() throws IOException {
        begin(new BundleCipher(new byte[BundleCipher.KEY_BYTES]));
        Bundle bundle = bundle(1, entries("key ", 1, VERSION));
        Files.write(index(), new byte[5]);

        assertThatThrownBy(() -> UnchangedObjects.of(bundle)).isInstanceOf(IOException.class);

        assertThat(timesOpen(index())).isZero();
    }
}
