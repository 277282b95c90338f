package com.piprio.upgrader.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A layer of an image, entry by entry; also one that nobody should build. */
public final class TestLayer {
    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    /** Everything in a folder, as {@code COPY release/ /release/} makes it. */
    public static TestLayer of(Path folder) {
        TestLayer layer = new TestLayer().folder("release/");
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.filter(path -> !path.equals(folder)).sorted().toList();
            for (Path path : all) {
                String name = "release/" + folder.relativize(path);
                if (Files.isDirectory(path)) {
                    layer.folder(name + "/");
                } else {
                    layer.entry('0', name, Files.readAllBytes(path));
                }
            }
            return layer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestLayer folder(String name) {
        return entry('5', name, new byte[0]);
    }

    public TestLayer file(String name, String content) {
        return entry('0', name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestLayer entry(char type, String name, byte[] content) {
        return header(TarBlock.write(type, name, content.length), content);
    }

    /** An entry whose header was made elsewhere. */
    TestLayer header(byte[] header, byte[] content) {
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[TarBlock.padding(content.length)]);
        return this;
    }

    /** With its end mark. */
    public byte[] tar() {
        byte[] entries = tar.toByteArray();
        byte[] whole = new byte[entries.length + 2 * TarBlock.SIZE];
        System.arraycopy(entries, 0, whole, 0, entries.length);
        return whole;
    }

    public byte[] gzip() {
        return gzip(tar());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
