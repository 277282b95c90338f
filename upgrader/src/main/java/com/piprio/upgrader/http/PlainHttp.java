package com.piprio.upgrader.http;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** One client for everything that is asked over plain HTTP; each client has threads of its own. */
public final class PlainHttp {
    private PlainHttp() {}

    /** Made when it is needed. It has no limits: each request brings its own, which counts from the connection on. */
    public static HttpClient client() {
        return Made.CLIENT;
    }

    private static final class Made {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(withoutTrust())
                .build();

        /** It speaks no TLS, and would read Java's store of certificates all the same, which takes a part of a second. */
        private static SSLContext withoutTrust() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(new KeyManager[0], new TrustManager[0], null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
