package com.piprio.worker;

/** The job is no longer this worker's to end. */
class ClaimLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClaimLostException(String reason) {
        super(reason);
    }
}
