package com.piprio.upgrader.installation;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that hold what others must not read. */
public final class PrivateDirectory {
    private PrivateDirectory() {}

    /** Makes the directory and its missing parents with mode 0700; nothing happens when it is there. */
    public static Path create(Path directory) {
        try {
            return Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNWRITABLE, "a directory of the installation cannot be made")
                    .expected(directory.toString())
                    .found(String.valueOf(e))
                    .remedy("run as the user that owns the installation, and look at the disk: df -h")
                    .cause(e)
                    .build();
        }
    }
}
