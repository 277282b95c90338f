package com.piprio.api.wrong;

import com.piprio.release.ReleaseFile;
import java.nio.file.Path;

/** What ArchitectureTest must find. */
public final class KnowsTheRules {

    private KnowsTheRules() {}

    static Object release() {
        return ReleaseFile.read(Path.of("release.yaml"));
    }
}
