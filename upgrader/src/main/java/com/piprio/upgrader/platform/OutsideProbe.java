package com.piprio.upgrader.platform;

import java.util.Optional;

/** Looks at the platform from where its users are: through the published port of the proxy. */
public interface OutsideProbe {

    /** Health of a service as seen from outside; never throws for one that does not answer. */
    ServiceHealth health(String service);

    /** What the API says of itself to a client with a token; never throws for one that does not answer. */
    ServiceHealth api();

    /**
     * Asks one API container directly some of what clients will ask it: reads only. A Java process that has answered
     * before answers its first clients sooner, and one that cannot answer must not get any.
     *
     * @return what was wrong; empty when every answer was good. Never throws for one that does not answer
     */
    Optional<String> rehearse(String address);
}
