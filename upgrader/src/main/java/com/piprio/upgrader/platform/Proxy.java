package com.piprio.upgrader.platform;

/**
 * The reverse proxy's hold and release of one backend. Held requests wait at the proxy (up to about 40 s, see the proxy
 * configuration) instead of failing.
 */
public interface Proxy {

    /** Makes new requests to the service wait. Idempotent. */
    void hold(String service);

    /** Requests that the service is still answering; 0 is reliable, another number may count waiting ones. */
    int inFlight(String service);

    /** Sends requests, the waiting ones first, to the given address. Idempotent. */
    void release(String service, String address);

    /**
     * Forgets every hold and looks all services up anew, without dropping connections. For a service that was given up:
     * whoever starts it again by hand must not find it held.
     */
    void endHolds();

    /** Checks the given configuration and, when it differs, puts it into use without dropping connections. */
    void reload(String configuration);
}
