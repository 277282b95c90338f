package com.piprio.upgrader.release;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A temporary directory that nobody else can look into, and that is gone when it is closed. */
final class ScratchDirectory implements AutoCloseable {
    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /**
     * A directory with these files.
     *
     * @param files by their names, in which {@code /} separates folders
     * @throws OperatorException {@code FILE_UNWRITABLE}
     */
    static ScratchDirectory with(SortedMap<String, byte[]> files) {
        try {
            // Its mode is rwx------, whatever the umask.
            ScratchDirectory scratch = new ScratchDirectory(Files.createTempDirectory("piprio-release-"));
            try {
                scratch.write(files);
                return scratch;
            } catch (IOException e) {
                scratch.close();
                throw e;
            }
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "what a release carries cannot be unpacked")
                    .expected("room for some files in " + System.getProperty("java.io.tmpdir"))
                    .found(String.valueOf(e))
                    .remedy("make room on that disk, then run the same command again")
                    .cause(e)
                    .build();
        }
    }

    private void write(SortedMap<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int slash = file.getKey().lastIndexOf('/');
            if (slash >= 0) {
                Files.createDirectories(path.resolve(file.getKey().substring(0, slash)));
            }
            Files.write(path.resolve(file.getKey()), file.getValue());
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> content;
        try (Stream<Path> all = Files.walk(path)) {
            content = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : content) {
            Files.delete(each);
        }
    }
}
