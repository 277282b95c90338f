package com.piprio.upgrader.login;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whom a request goes to, as RFC 6454 compares it: a login is for one origin and no other.
 *
 * @param port the one that is used, also where the address names none
 */
public record Origin(String scheme, String host, int port) {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|\\[::1]");

    /** @throws IOException when the address names nobody who could be asked */
    static Origin of(URI address) throws IOException {
        if (address.getScheme() == null || address.getHost() == null) {
            throw new IOException("an address without a host");
        }
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, host, address.getPort() < 0 ? standard : address.getPort());
    }

    /** Whether a host is this machine; a name that only begins like it, such as {@code 127.example.com}, is not. */
    public static boolean loopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether nobody on the way can read or change what is sent. */
    boolean confidential() {
        return scheme.equals("https") || (scheme.equals("http") && loopback(host));
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
