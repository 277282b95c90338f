package com.piprio.backup;

import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What lies under a name, without following a link.
 *
 * @param mode as in {@code stat}
 * @param links how many names it has
 */
record FileKind(int mode, long size, int links) {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int PLAIN_FILE = 0100000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int OTHERS = 0077;

    static FileKind of(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, "unix:mode,size,nlink", LinkOption.NOFOLLOW_LINKS);
        return new FileKind(
                number(unix, "mode").intValue(),
                number(unix, "size").longValue(),
                number(unix, "nlink").intValue());
    }

    private static Number number(Map<String, Object> attributes, String name) {
        return (Number) Objects.requireNonNull(attributes.get(name));
    }

    private boolean is(int type) {
        return (mode & TYPE) == type;
    }

    /** @param name for the error */
    void requireDirectory(String name) {
        requireNoSymbolicLink(name);
        if (!is(DIRECTORY)) {
            throw Damage.of(name, "is not a directory");
        }
        requireOwnerOnly(name);
    }

    /** A file of its owner alone; may have other names. */
    void requirePlainFile(String name) {
        requireNoSymbolicLink(name);
        if (!is(PLAIN_FILE)) {
            throw Damage.of(name, "is not a plain file");
        }
        requireOwnerOnly(name);
    }

    /** As {@link #requirePlainFile}, and it has this name only. */
    void requireSinglePlainFile(String name) {
        requirePlainFile(name);
        if (links != 1) {
            throw linked(name).build();
        }
    }

    static OperatorException.Builder linked(String name) {
        return Damage.in(name, "has another name elsewhere (a hard link)");
    }

    private void requireNoSymbolicLink(String name) {
        if (is(SYMBOLIC_LINK)) {
            throw Damage.of(name, "is a symbolic link");
        }
    }

    private void requireOwnerOnly(String name) {
        if ((mode & OTHERS) != 0) {
            throw Damage.in(name, "others than its owner may read or change it")
                    .expected("mode 0700 for directories, 0600 for files")
                    .found(String.format("mode 0%o", mode & ~TYPE))
                    .remedy("if nobody else can have changed the bundle: chmod -R go-rwx on its directory")
                    .build();
        }
    }
}
