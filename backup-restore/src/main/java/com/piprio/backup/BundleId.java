package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a bundle: {@code piprio_} and the second of UTC in which it was planned.
 *
 * @param value such as {@code piprio_20261124T081500Z}
 */
public record BundleId(String value) implements Comparable<BundleId> {
    private static final String PREFIX = "piprio_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "\\d{8}T\\d{6}Z");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .withResolverStyle(ResolverStyle.STRICT);

    /** @throws IllegalArgumentException when the value is not a name that {@link #at} could have made */
    public BundleId {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not a bundle name: " + value);
        }
    }

    /** The name of a bundle planned at that moment. */
    public static BundleId at(Instant moment) {
        return new BundleId(PREFIX + stamp(moment));
    }

    /** Reads what an operator typed; surrounding text, other cases and directories are refused. */
    public static BundleId parse(String text) {
        if (!wellFormed(text)) {
            throw OperatorException.of(ErrorCode.BUNDLE_NOT_FOUND, "'" + text + "' is not the name of a bundle")
                    .expected("a name such as piprio_20261124T081500Z")
                    .remedy("take a name from the list of bundles in backups/")
                    .build();
        }
        return new BundleId(text);
    }

    static boolean wellFormed(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            Instant.from(STAMP.parse(text.substring(PREFIX.length())));
            return true;
        } catch (DateTimeParseException notADate) {
            return false;
        }
    }

    static String stamp(Instant moment) {
        return STAMP.format(moment);
    }

    /** The moment that {@link #stamp} made this of. */
    static Instant moment(String stamp) {
        return Instant.from(STAMP.parse(stamp));
    }

    public Instant plannedAt() {
        return moment(value.substring(PREFIX.length()));
    }

    @Override
    public int compareTo(BundleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
