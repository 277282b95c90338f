package com.piprio.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The object keys that a snapshot names, in a file: there may be millions, and once the snapshot is gone nobody else
 * can tell them. Rows may have been given other objects meanwhile.
 */
record KeyFile(Path file) {

    /** Writes what the source hands out, in place of what was there. */
    void write(Consumer<Consumer<String>> source) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            source.accept(key -> {
                try {
                    // With its length before it: a key may hold any character, line ends too.
                    out.writeUTF(key);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Hands out every key in the order in which they were written. */
    void each(Consumer<String> sink) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.mark(1);
            while (in.read() >= 0) {
                in.reset();
                sink.accept(in.readUTF());
                in.mark(1);
            }
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
