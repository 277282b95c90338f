package com.piprio.backup;

import com.piprio.compose.Command;
import com.piprio.compose.DiskFull;
import com.piprio.compose.SystemProcessRunner;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and directories that only their owner can read, and how they survive a power cut. */
final class DurableFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Duration SYNC_LIMIT = Duration.ofHours(2);

    private DurableFiles() {}

    /** Makes a directory that did not exist. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OWNER_DIRECTORY);
    }

    static void createDirectoryIfMissing(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNER_DIRECTORY);
        }
    }

    /** Opens a file that did not exist, with mode 0600 from its first moment. */
    static FileChannel createFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OWNER_FILE);
    }

    /** Writes a new file and forces it to the disk. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = createFile(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(content);
            channel.force(true);
        }
    }

    /** Forces a file or directory to the disk: opening a directory for reading is Linux's way to do the latter. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Forces every directory of a tree; its files have been forced when they were written. */
    static void forceDirectories(Path tree) throws IOException {
        force(tree, false);
    }

    /**
     * Forces a whole tree to the disk. One call for its file system takes the time of the writing; a call for each of
     * very many small files takes the time of a commit for each.
     */
    static void forceTree(Path tree) throws IOException {
        if (!syncs(tree)) {
            force(tree, true);
        }
    }

    private static void force(Path tree, boolean files) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (files) {
                    force(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                force(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** False where that is not possible or failed: forcing file by file then names the one that cannot be written. */
    private static boolean syncs(Path tree) {
        try {
            return new SystemProcessRunner()
                    .run(Command.of(SYNC_LIMIT, "sync", "--file-system", tree.toString()))
                    .ok();
        } catch (OperatorException e) {
            if (e.code() == ErrorCode.COMMAND_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    static void moveAtomically(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a tree without following links; a tree that does not exist is fine. */
    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static OperatorException unreadable(Path file, IOException cause) {
        String why = cause instanceof NoSuchFileException ? "does not exist" : "cannot be read";
        return OperatorException.of(ErrorCode.FILE_UNREADABLE, file + " " + why)
                .found(String.valueOf(cause.getMessage()))
                .remedy("check that the file exists and that this user may read it")
                .cause(cause)
                .build();
    }

    static OperatorException unwritable(Path file, IOException cause) {
        if (DiskFull.explains(file, cause.getMessage())) {
            return DiskFull.problem(file, cause.toString(), cause);
        }
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, file + " cannot be written")
                .found(String.valueOf(cause.getMessage()))
                .remedy("check free space, limits and the owner of the directory")
                .cause(cause)
                .build();
    }
}
