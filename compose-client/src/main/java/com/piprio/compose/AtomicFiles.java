package com.piprio.compose;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Replaces files so that a reader, or a machine that lost its power, has the old content or the new one. */
public final class AtomicFiles {
    /** Readable by nobody else: what a file with secrets needs. */
    public static final String OWNER_ONLY = "rw-------";

    private AtomicFiles() {}

    /**
     * Writes a temporary file beside the target, forces it to disk, renames it and forces the directory to disk.
     *
     * <p>An existing file keeps its owner and group, also when the superuser writes. A symbolic link is refused: the
     * rename would silently replace the link and leave the file behind it as it was.
     *
     * @param mode as {@code rw-r--r--}; it does not depend on the umask
     * @throws OperatorException {@code FILE_UNWRITABLE}; the target is then unchanged and no temporary file is left
     */
    public static void write(Path target, byte[] content, String mode) {
        Path file = target.toAbsolutePath();
        if (Files.isSymbolicLink(file)) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, file + " is a symbolic link")
                    .expected("a plain file")
                    .remedy("put the file itself in the place of the link, then run the same again")
                    .build();
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                writeForced(temporary, content, PosixFilePermissions.fromString(mode));
                keepOwner(file, temporary);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncDirectory(directoryOf(file));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Forces names in a directory to disk: a rename or a new file is durable only after this. */
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static OperatorException unwritable(Path file, IOException cause) {
        if (DiskFull.explains(file, cause.getMessage())) {
            return DiskFull.problem(file, cause.toString(), cause);
        }
        return OperatorException.of(ErrorCode.FILE_UNWRITABLE, "cannot write " + file)
                .found(cause.toString())
                .remedy("see that the directory exists, is yours and has free space, then run the same again")
                .cause(cause)
                .build();
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is not the path of a file");
        }
        return parent;
    }

    private static void writeForced(Path temporary, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            Files.setPosixFilePermissions(temporary, mode);
            channel.force(true);
        }
    }

    private static void keepOwner(Path existing, Path temporary) throws IOException {
        if (Files.notExists(existing, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(existing, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        PosixFileAttributes actual = view.readAttributes();
        if (!actual.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!actual.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
    }
}
