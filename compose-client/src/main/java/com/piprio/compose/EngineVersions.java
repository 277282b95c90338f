package com.piprio.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs on the Docker host, as Docker words it: {@code 20.10.24+dfsg1}, {@code 2.26.1-4}.
 *
 * @param engine version of the Docker engine, not of its command line
 * @param compose version of the Compose plugin, without a leading v
 */
public record EngineVersions(String engine, String compose) {
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d+)\\.(\\d+).*");

    public boolean engineAtLeast(int major, int minor) {
        return atLeast(engine, major, minor);
    }

    public boolean composeAtLeast(int major, int minor) {
        return atLeast(compose, major, minor);
    }

    /** A version that has no numbers, such as that of a development build, counts as new enough. */
    private static boolean atLeast(String version, int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return true;
        }
        int foundMajor = Integer.parseInt(numbers.group(1));
        return foundMajor > major || (foundMajor == major && Integer.parseInt(numbers.group(2)) >= minor);
    }
}
