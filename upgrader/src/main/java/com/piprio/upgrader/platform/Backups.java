package com.piprio.upgrader.platform;

import com.piprio.backup.BundleId;
import com.piprio.backup.Progress;
import java.util.List;

/** Bundles of one installation, as the steps need them; {@code backup-restore} does the work. */
public interface Backups {

    /** Bytes that a bundle taken now needs at most. */
    long bytesNeeded();

    /** Bytes free where bundles are kept. */
    long bytesFree();

    /** Takes the bundle and verifies it; blocks for as long as the data takes. One that is there already is proven. */
    void create(BundleId id, Progress progress);

    /**
     * Proves the bundle, then brings database and objects back to it; nothing may write meanwhile. The database that was
     * there is kept under another name. Idempotent.
     *
     * @param confirmedDomain what the operator typed; must be the installation's domain
     * @return sentences for the operator: what was kept, and the way back to it
     */
    List<String> restore(BundleId id, String confirmedDomain, Progress progress);

    /** Drops the databases that restores kept, and returns their names. What a restore replaced is then gone for good. */
    List<String> dropKept();

    /** Sentences for the operator: what a restore of this bundle would lose. Proves the bundle first. */
    String lossOf(BundleId id);
}
