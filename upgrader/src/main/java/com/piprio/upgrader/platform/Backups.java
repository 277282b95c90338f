package com.piprio.upgrader.platform;

import com.piprio.backup.Adoption;
import com.piprio.backup.Bundle;
import com.piprio.backup.BundleId;
import com.piprio.backup.DrillReport;
import com.piprio.backup.Progress;
import com.piprio.backup.SafetyBundle;
import com.piprio.operator.OperatorException;
import java.time.Instant;
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
     * Proves the bundle, then brings database, objects and {@code .env} back to it; nothing may write meanwhile. What was
     * there is kept. Idempotent: a restore of that bundle that was interrupted is completed.
     *
     * @param adoption whether the bundle may be of another installation
     * @param confirmedDomain what the operator typed; must be the installation's domain
     * @param safety whether the present state must be in a bundle of its own first
     * @return sentences for the operator: what was kept, and the way back to it
     */
    List<String> restore(
            BundleId id, Adoption adoption, String confirmedDomain, SafetyBundle safety, Progress progress);

    /**
     * The bundle of the newest restore, which {@link #takeBack} would take back.
     *
     * @throws OperatorException {@code NO_RESTORE}
     */
    BundleId restored();

    /** True when the newest restore began at this moment or later: {@link #takeBack} would take that one back. */
    boolean restoredSince(Instant moment);

    /** Sentences for the operator: what the way back from the newest restore would do and lose. */
    String lossOfTakingBack();

    /**
     * Takes the newest restore back; nothing may write meanwhile. Idempotent.
     *
     * @param confirmedDomain what the operator typed; must be the installation's domain
     * @return sentences for the operator: what was done and what is kept
     */
    List<String> takeBack(String confirmedDomain, Progress progress);

    /**
     * Puts right what an interrupted restore left, and says what that was; usually nothing. Nothing may write meanwhile
     * when there is something.
     */
    List<String> settle(Progress progress);

    /** Reads every byte of a bundle, with the database's own tools too, and writes down that it was whole. */
    Bundle verify(BundleId id, Progress progress);

    /** Restores a bundle for practice, into a database of a generated name, and writes down how that ended. */
    DrillReport drill(BundleId id, Progress progress);

    /** Drops the databases that restores kept, and returns their names. What a restore replaced is then gone for good. */
    List<String> dropKept();

    /**
     * Sentences for the operator: what a restore of this bundle would lose. Proves the bundle first.
     *
     * @param adoption whether the bundle may be of another installation
     */
    String lossOf(BundleId id, Adoption adoption);
}
