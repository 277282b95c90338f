package com.piprio.upgrader.platform;

/** Looks at the platform from where its users are: through the published port of the proxy. */
public interface OutsideProbe {

    /** Health of a service as seen from outside; never throws for one that does not answer. */
    ServiceHealth health(String service);

    /** What the API says of itself to a client with a token; never throws for one that does not answer. */
    ServiceHealth api();
}
