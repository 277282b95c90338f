package com.piprio.worker;

/** The job can never be done, however often it is tried. */
class JobRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JobRefusedException(String reason) {
        super(reason);
    }
}
