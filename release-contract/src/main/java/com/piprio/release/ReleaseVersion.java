package com.piprio.release;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a release, such as {@code 1.5.0}; ordered by number, not by text. */
public record ReleaseVersion(int major, int minor, int patchLevel) implements Comparable<ReleaseVersion> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,5})";
    private static final Pattern FORMAT = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER);
    private static final Comparator<ReleaseVersion> ORDER = Comparator.comparingInt(ReleaseVersion::major)
            .thenComparingInt(ReleaseVersion::minor)
            .thenComparingInt(ReleaseVersion::patchLevel);

    public ReleaseVersion {
        if (major < 0 || minor < 0 || patchLevel < 0) {
            throw new InvalidReleaseException("a release version has no negative numbers");
        }
    }

    /**
     * Reads exactly three numbers; {@code v1.5.0} and {@code latest} are no release versions.
     *
     * @throws InvalidReleaseException for anything else
     */
    public static ReleaseVersion parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidReleaseException(
                    "\"" + text + "\" is not a release version: expected three numbers such as 1.5.0");
        }
        return new ReleaseVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public boolean isBefore(ReleaseVersion other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(ReleaseVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patchLevel;
    }
}
