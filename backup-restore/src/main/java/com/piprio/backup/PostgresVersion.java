package com.piprio.backup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PostgreSQL server calls itself, such as {@code 17.6 (Debian 17.6-0+deb13u1)}. */
final class PostgresVersion {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3})([.a-z0-9]*)( .{0,200})?");

    private PostgresVersion() {}

    static boolean wellFormed(String version) {
        return FORM.matcher(version).matches();
    }

    static int major(String version) {
        Matcher matcher = FORM.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a PostgreSQL version: " + version);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
