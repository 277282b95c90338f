package com.piprio.upgrader.cli;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.InvalidReleaseException;
import com.piprio.release.ReleaseVersion;

/** Release versions as operators type them. */
final class Versions {
    private Versions() {}

    static ReleaseVersion parse(String typed) {
        try {
            return ReleaseVersion.parse(typed);
        } catch (InvalidReleaseException e) {
            throw OperatorException.of(ErrorCode.RELEASE_UNKNOWN, "'" + typed + "' is no release version")
                    .expected("three numbers, such as 1.5.0")
                    .found("'" + typed + "'")
                    .remedy("see what is published: scripts/plan.sh; then type the version in full")
                    .cause(e)
                    .build();
        }
    }
}
