package com.piprio.backup;

/**
 * Told each time that a restore, or the way back from one, has left something that outlives the process; tests end it
 * there.
 */
@FunctionalInterface
interface Persisted {
    Persisted NOBODY = point -> {};

    /** What has just been left behind, in the order of a run. */
    enum Point {
        SAFETY_BUNDLE_PINNED,
        SAFETY_BUNDLE_MADE,
        SCRATCH_CREATED,
        OBJECT_ADDED,
        OBJECT_KEPT,
        SCRATCH_FILLED,
        OBJECTS_READY,
        RESTORE_RECORDED,
        RESTORE_FENCED,
        RESTORE_SWAPPED,
        ENVIRONMENT_KEPT,
        ENVIRONMENT_RESTORED,
        OBJECT_OVERWRITTEN,
        RESTORE_DONE,
        TAKE_BACK_RECORDED,
        TAKE_BACK_FENCED,
        TAKE_BACK_SWAPPED,
        ENVIRONMENT_GIVEN_UP,
        ENVIRONMENT_TAKEN_BACK,
        OBJECT_PUT_BACK,
        TAKE_BACK_DONE
    }

    void at(Point point);
}
