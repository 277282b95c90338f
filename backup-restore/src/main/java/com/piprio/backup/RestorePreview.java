package com.piprio.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore will do and what it will lose; made without changing anything.
 *
 * @param bundle proven up to {@link VerificationLevel#DECODED}
 * @param newestSchemaVersion the newest schema version that the restored installation can run on
 * @param tables every table of either side, by name; empty when the live database cannot be read
 * @param newestRow the latest moment, up to now, in any column of a live table; null when unknown
 * @param objectsOnlyInLive objects that the bundle does not have; they stay, but no row names them any more
 * @param objectsMissing objects of the bundle that the object store does not have
 * @param environmentChanges keys of {@code .env} whose values change; the values are secrets
 * @param adoption whether it is the bundle of another installation, which comes here
 * @param warnings sentences about what will be other than the operator may expect
 * @param interrupted what an earlier, interrupted restore left and this one puts right first; usually empty
 */
public record RestorePreview(
        Bundle bundle,
        InstallationAccess live,
        String newestSchemaVersion,
        List<TableChange> tables,
        @Nullable Instant newestRow,
        long objectsOnlyInLive,
        long objectsMissing,
        List<String> environmentChanges,
        Adoption adoption,
        List<String> warnings,
        List<String> interrupted) {

    public RestorePreview {
        tables = List.copyOf(tables);
        environmentChanges = List.copyOf(environmentChanges);
        warnings = List.copyOf(warnings);
        interrupted = List.copyOf(interrupted);
    }
}
