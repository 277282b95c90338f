package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectRequestsTest {
    @TempDir
    Path folder;

    private FakeObjectStore server;
    private ObjectStore store;
    private Content content;

    @BeforeEach
    void aServerAndAFile() throws IOException {
        server = new FakeObjectStore();
        store = new ObjectStore(server.access());
        content = Content.of(Files.writeString(folder.resolve("content"), "content"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Optional<String> read(String key) {
        return store.read(key, (in, facts) -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void keysOfEveryKindArriveAsTheyAre() {
        for (String key : new String[] {
            "plain",
            "/lead",
            "a//b",
            "dir/",
            ".",
            "..",
            "a/../b",
            "./x",
            "%2F",
            "a+b",
            "?x=1&y",
            "#",
            "back\\slash",
            "line\nbreak",
            "tab\t",
            "e\u0301 \u00e9 \ud83d\ude00",
            "k".repeat(1024)
        }) {
            store.write(key, content, ObjectHeaders.ofType(null));
            assertThat(server.objects).containsKey(key);
            assertThat(read(key)).contains("content");
        }
        assertThat(read("another")).isEmpty();
    }

    @Test
    void aServerThatIsBusyForAMomentIsAskedAgain() {
        server.busy.set(3);
        store.write("key", content, ObjectHeaders.ofType(null));
        server.busy.set(3);
        assertThat(read("key")).contains("content");
    }

    @Test
    void aServerThatStaysBusyIsNamedWithItsReason() {
        server.busy.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> read("key")).isInstanceOfSatisfying(OperatorException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_STORE_UNREACHABLE);
            assertThat(failure.found()).isEqualTo("HTTP 503: SlowDown, too many requests");
        });
        assertThatThrownBy(() -> store.write("key", content, ObjectHeaders.ofType(null)))
                .isInstanceOf(OperatorException.class);
        assertThat(server.objects).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsNamed() {
        server.close();
        assertThatThrownBy(() -> read("key")).isInstanceOf(OperatorException.class);
    }
}
