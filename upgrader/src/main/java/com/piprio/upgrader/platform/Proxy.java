package com.piprio.upgrader.platform;

/**
 * Where the reverse proxy sends requests. Held requests wait at the proxy (up to about a minute, see the proxy
 * configuration) instead of failing.
 */
public interface Proxy {

    /** Makes new requests to the service wait. Idempotent. */
    void hold(String service);

    /** Requests that the service is still answering; 0 is reliable, another number may count waiting ones. */
    int inFlight(String service);

    /**
     * Sends a part of the new requests to the given address, and the others where they go without it. {@link #divert} and
     * {@link #release} end it. Idempotent.
     *
     * @param percent from 1 to 99
     */
    void share(String service, String address, int percent);

    /**
     * Sends new requests to the given address, while those in flight elsewhere go on. Idempotent.
     *
     * @return how many are in flight elsewhere
     */
    int divert(String service, String address);

    /**
     * While two containers of the service exist, a proxy that restarts comes back sending requests to this address.
     * Idempotent.
     */
    void pin(String service, String address);

    /** One container is left, and the name leads a proxy that restarts to it. Idempotent. */
    void unpin();

    /**
     * The service is back and new to its work: sends it requests, the oldest first, and never more than some at a time.
     * {@link #release} takes the limit away.
     *
     * @param atOnce how many requests the service may have in flight
     * @return how many requests wait still
     */
    int admit(String service, String address, int atOnce);

    /** The service is back: sends all requests to the given address; ends maintenance. Idempotent. */
    void release(String service, String address);

    /** Answers every request but those for health with 503 and this text, until {@link #release}. Idempotent. */
    void announceMaintenance(String text);

    /**
     * Forgets every hold and looks all services up anew, without dropping connections. For a service that was given up:
     * whoever starts it again by hand must not find it held.
     */
    void endHolds();

    /** Checks the given configuration and, when it differs, puts it into use without dropping connections. */
    void reload(String configuration);
}
