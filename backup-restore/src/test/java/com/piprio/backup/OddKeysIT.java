package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of every kind that the protocol allows, through a bundle and back, on the object store of the platform. */
class OddKeysIT {
    private static final List<String> KEYS = List.of(
            "plain",
            "caf\u00e9",
            "cafe\u0301",
            "\uD83D\uDE00",
            "A",
            "\u00fcber/Stra\u00dfe",
            "with space",
            "two  spaces",
            "plus+sign",
            "percent%2F",
            "?x=1&y=2",
            "#fragment",
            "a=b;c,d",
            "(brackets)[]{}<>",
            "quote\"'`",
            "back\\slash",
            "star*",
            "pipe|",
            "tilde~",
            "dollar$HOME",
            "-leading",
            ".hidden",
            "dots..inside",
            "line\nfeed",
            "tab\t",
            "long/" + "k".repeat(200) + "/" + "l".repeat(200));

    /** Of these the platform's store, which makes files of keys, keeps some under another name, or not at all. */
    private static final List<String> NOT_FOR_EVERY_STORE =
            List.of("/lead", "a//b", "a/./b", "a/../b", "./x", "../up", "trailing/", "\u0001control");

    @TempDir
    Path folder;

    private TestInstallation installation;

    @BeforeEach
    void install() throws IOException {
        installation = TestInstallation.in(folder);
    }

    private Bundle backUp() {
        return new BackupCreator()
                .create(BundleId.at(Instant.parse("2026-11-24T08:15:00Z")), installation.access, Progress.none());
    }

    /** Those that the store takes; what it then lists is another question. */
    private List<String> taken(List<String> keys) throws IOException {
        List<String> taken = new ArrayList<>();
        for (String key : keys) {
            try {
                installation.put(key, "content of " + key);
                taken.add(key);
            } catch (OperatorException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.OBJECT_STORE_UNREACHABLE);
                assertThat(refused.problem()).contains("does not take object");
            }
        }
        return taken;
    }

    @Test
    void everyKeyComesBackAsItWas() throws IOException {
        assertThat(taken(KEYS)).isEqualTo(KEYS);
        Map<String, String> before = installation.objects();
        assertThat(before.keySet()).containsAll(KEYS);
        Bundle bundle = backUp();
        assertThat(bundle.manifest().objectCount()).isEqualTo(before.size());

        Map<String, String> restored = restoredElsewhere(bundle);

        assertThat(restored).isEqualTo(before);
    }

    private Map<String, String> restoredElsewhere(Bundle bundle) throws IOException {
        ObjectStore elsewhere = new ObjectStore(TestPlatform.instance()
                .objectStore(installation.access.objectStore().bucket() + "-back"));
        Path directory = folder.resolve("restore");
        DurableFiles.createDirectory(directory);
        new ObjectRestore(elsewhere, new KeptObjects(directory), Persisted.NOBODY).addMissing(bundle, Progress.none());
        Map<String, String> restored = new TreeMap<>();
        elsewhere.list(object -> restored.put(
                object.key(),
                elsewhere
                        .read(
                                object.key(),
                                (in, facts) -> new String(in.readAllBytes()) + " "
                                        + facts.headers().contentType())
                        .orElseThrow()));
        return restored;
    }

    /** A key that the store keeps under another name is named by a row only, and is in the bundle by the row's name. */
    @Test
    void whatTheStoreListsOtherwiseIsInTheBundleByTheNameThatTheDatabaseGivesIt() throws IOException {
        List<String> taken = taken(NOT_FOR_EVERY_STORE);
        for (String key : taken) {
            installation.sql(
                    "INSERT INTO documents (name, object_key) VALUES ('odd', " + PostgresSession.literal(key) + ")");
        }

        Bundle bundle;
        try {
            bundle = backUp();
        } catch (OperatorException refusal) {
            // Taken and not given back: then the backup is not called complete, and says which it is.
            assertThat(refusal.code()).isIn(ErrorCode.OBJECT_MISSING, ErrorCode.OBJECT_STORE_UNREACHABLE);
            assertThat(taken).anyMatch(key -> (refusal.problem() + refusal.found()).contains(Damage.printable(key)));
            return;
        }

        Map<String, String> contents = new TreeMap<>();
        ObjectIndex.read(bundle.content(BundleLayout.OBJECT_INDEX), entry -> {
            try {
                contents.put(entry.key(), new String(bundle.content(entry).bytes(2000, entry.blob())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(contents.keySet()).containsAll(taken);
    }

    @Test
    void aKeyThatTheStoreCannotKeepIsNamedBeforeABackupIsCalledComplete() {
        installation.sql("INSERT INTO documents (name, object_key) VALUES ('odd', E'nobody/k\\nept\\\\')");

        OperatorException refusal = catchThrowableOfType(OperatorException.class, this::backUp);

        assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(refusal.found()).contains("'nobody/k?ept\\'");
    }
}
