package com.piprio.release;

import java.util.Comparator;

/** The version of a migration, such as {@code 1.5.0.4}: its release and its number in it; also a schema version. */
public record MigrationVersion(ReleaseVersion release, int number) implements Comparable<MigrationVersion> {
    private static final Comparator<MigrationVersion> ORDER =
            Comparator.comparing(MigrationVersion::release).thenComparingInt(MigrationVersion::number);

    public MigrationVersion {
        if (number < 1) {
            throw new InvalidReleaseException("migrations of a release are numbered from 1");
        }
    }

    /**
     * Reads exactly four numbers.
     *
     * @throws InvalidReleaseException for anything else
     */
    public static MigrationVersion parse(String text) {
        int dot = text.lastIndexOf('.');
        String number = text.substring(dot + 1);
        if (dot < 0 || !number.matches("[1-9][0-9]{0,5}")) {
            throw invalid(text);
        }
        try {
            return new MigrationVersion(ReleaseVersion.parse(text.substring(0, dot)), Integer.parseInt(number));
        } catch (InvalidReleaseException e) {
            throw invalid(text);
        }
    }

    private static InvalidReleaseException invalid(String text) {
        return new InvalidReleaseException(
                "\"" + text + "\" is not a migration version: expected a release and a number such as 1.5.0.4");
    }

    @Override
    public int compareTo(MigrationVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return release + "." + number;
    }
}
