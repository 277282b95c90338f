package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size that the index says is enforced byte by byte, not found out afterwards. */
class SizedStreamTest {
    @TempDir
    Path folder;

    private static SizedStream stream(String content, long size) {
        return new SizedStream(new ByteArrayInputStream(BundleFixture.bytes(content)), size, "objects/ab/abc");
    }

    @Test
    void handsOutWhatHasTheSize() throws IOException {
        assertThat(stream("content", 7).readAllBytes()).asString().isEqualTo("content");
        assertThat(stream("", 0).readAllBytes()).isEmpty();
        SizedStream skipped = stream("content", 7);
        assertThat(skipped.skip(3)).isEqualTo(3);
        assertThat(skipped.read()).isEqualTo('t');
        assertThat(skipped.readAllBytes()).asString().isEqualTo("ent");
        assertThat(skipped.skip(3)).isZero();
    }

    @Test
    void handsOutNoByteBehindTheSize() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        assertThatThrownBy(() -> {
                    try (SizedStream stream = stream("content and more", 7)) {
                        byte[] buffer = new byte[5];
                        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                            written.write(buffer, 0, read);
                        }
                    }
                })
                .isInstanceOfSatisfying(OperatorException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BUNDLE_DAMAGED);
                    assertThat(refusal.expected()).isEqualTo("7 bytes");
                });

        assertThat(written.size()).isLessThanOrEqualTo(7);
    }

    @Test
    void anEarlyEndIsNone() {
        assertThatThrownBy(() -> stream("conten", 7).readAllBytes())
                .isInstanceOfSatisfying(OperatorException.class, refusal -> assertThat(refusal.found())
                        .isEqualTo("6 bytes"));
        assertThatThrownBy(() -> {
                    try (SizedStream stream = stream("", 1)) {
                        stream.read();
                    }
                })
                .isInstanceOf(OperatorException.class);
    }

    @Test
    void anObjectOfAnotherSizeDoesNotReachTheObjectStore() throws IOException {
        Path file = Files.writeString(folder.resolve("content"), "content");
        try (FakeObjectStore server = new FakeObjectStore()) {
            ObjectStore store = new ObjectStore(server.access());
            for (long size : new long[] {6, 8}) {
                Content content = Content.sized(Content.of(file), size, "objects/ab/abc");
                assertThatThrownBy(() -> store.write("key", content, ObjectHeaders.ofType(null)))
                        .isInstanceOf(OperatorException.class);
                assertThat(server.objects).isEmpty();
            }
            store.write("key", Content.sized(Content.of(file), 7, "objects/ab/abc"), ObjectHeaders.ofType(null));
            assertThat(server.objects).containsKey("key");
        }
    }
}
