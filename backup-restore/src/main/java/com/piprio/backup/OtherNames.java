package com.piprio.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Where else a blob has a name: bundles share contents that did not change between them. A name anywhere else would let
 * somebody change a bundle from outside. Safe for several threads.
 */
final class OtherNames {
    private final Path bundle;
    private volatile List<Path> neighbours = List.of();

    OtherNames(Path bundle) {
        this.bundle = bundle;
    }

    /** How many names the file of that path has now, and how many of these are in this bundle and in those beside it. */
    record Names(int all, int known) {
        boolean explained() {
            return all <= known;
        }
    }

    /**
     * Counts; looks again at what lies beside the bundle when that does not explain all names, because another command
     * may be making or deleting a bundle.
     */
    Names of(String path) throws IOException {
        Names names = count(path);
        if (!names.explained()) {
            neighbours = neighbours();
            names = count(path);
        }
        return names;
    }

    private Names count(String path) throws IOException {
        Path file = bundle.resolve(path);
        Object key = key(file);
        // Read before the others: one that goes away meanwhile must not look like one outside.
        int known = 1;
        int all = links(file);
        for (Path neighbour : neighbours) {
            if (known >= all) {
                break;
            }
            if (has(neighbour.resolve(path), key)) {
                known++;
            }
        }
        return known >= all ? new Names(all, known) : new Names(links(file), known);
    }

    private static boolean has(Path file, Object key) throws IOException {
        try {
            return key(file).equals(key);
        } catch (FileSystemException absent) {
            return false;
        }
    }

    private static Object key(Path file) throws IOException {
        return Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }

    private static int links(Path file) throws IOException {
        return (Integer) Objects.requireNonNull(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
    }

    /** Bundles beside this one, the newest first; unfinished and half deleted ones too. */
    private List<Path> neighbours() throws IOException {
        List<Path> found = new ArrayList<>();
        Path around = Objects.requireNonNull(bundle.toAbsolutePath().getParent());
        try (DirectoryStream<Path> children = Files.newDirectoryStream(around)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (Bundles.isOrWasBundle(name) && !name.equals(String.valueOf(bundle.getFileName()))) {
                    found.add(child);
                }
            }
        }
        found.sort(Comparator.reverseOrder());
        return List.copyOf(found);
    }
}
