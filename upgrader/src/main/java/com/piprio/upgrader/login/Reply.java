package com.piprio.upgrader.login;

import java.util.List;

/** An answer over HTTP, as far as logins and redirects look at it. */
public interface Reply {
    int status();

    /** All values of a header; empty when it is not there. */
    List<String> header(String name);

    /** Lets go of an answer that nobody will read. */
    void discard();
}
