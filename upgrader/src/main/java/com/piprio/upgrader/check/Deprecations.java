package com.piprio.upgrader.check;

import com.piprio.release.Catalogue;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import java.util.ArrayList;
import java.util.List;

/** Variables that still work, are in use, and will end. */
final class Deprecations {
    /** docs/compatibility-policy.md. */
    private static final int NOTICE_MINOR_RELEASES = 2;

    private static final int NOTICE_MONTHS = 6;

    private Deprecations() {}

    static List<String> inUse(Release release, Catalogue catalogue, OperatorFiles files) {
        List<String> warnings = new ArrayList<>();
        for (EnvironmentVariable variable : release.environment()) {
            EnvironmentVariable.Deprecation notice = variable.deprecation();
            List<String> references = files.references(variable.name());
            if (notice != null && (files.isPresent(variable.name()) || !references.isEmpty())) {
                warnings.add(variable.name()
                        + (references.isEmpty() ? " in .env" : " in " + String.join(", ", references))
                        + " is deprecated since " + notice.since() + ": "
                        + (notice.replacedBy() == null ? "do without it" : "use " + notice.replacedBy() + " instead")
                        + "; it ends with " + end(notice.since(), catalogue) + " at the earliest");
            }
        }
        return warnings;
    }

    private static String end(ReleaseVersion since, Catalogue catalogue) {
        String release = since.major() + "." + (since.minor() + NOTICE_MINOR_RELEASES) + ".0";
        return release
                + catalogue
                        .find(since)
                        .map(first -> ", not before " + first.date().plusMonths(NOTICE_MONTHS))
                        .orElse("");
    }
}
