package com.piprio.runtime;

/** The object store refused a request or does not answer. */
public class ObjectStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ObjectStoreException(String problem, Throwable cause) {
        super(problem + ": " + cause.getMessage(), cause);
    }
}
