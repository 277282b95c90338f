package com.piprio.upgrader.archive;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.upgrader.image.PrintableName;

/** What is wrong with an archive, and where, for an operator to read. */
final class ArchiveProblem {
    private ArchiveProblem() {}

    /** @param position of the file's header in the archive, in bytes */
    static OperatorException at(long position, String name, String problem) {
        return of("byte " + position + ": " + PrintableName.of(name) + " " + problem);
    }

    static OperatorException of(String found) {
        return OperatorException.of(ErrorCode.ARCHIVE_UNUSABLE, "the archive cannot be used")
                .expected("an archive as scripts/export-release.sh writes it, every byte")
                .found(found)
                .remedy("copy the archive again from where it was exported, or export it again; nothing of it was used")
                .build();
    }
}
