package com.piprio.backup;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Orders schema versions as Flyway does: number by number, and a missing number is 0. */
final class SchemaVersion {
    /** The version of a schema without migrations. */
    static final String NONE = "0";

    static final Comparator<String> ORDER = SchemaVersion::compare;

    private static final Pattern FORM = Pattern.compile("[0-9]{1,18}([._][0-9]{1,18}){0,15}");

    private SchemaVersion() {}

    static boolean wellFormed(String version) {
        return FORM.matcher(version).matches();
    }

    private static int compare(String left, String right) {
        List<BigInteger> a = numbers(left);
        List<BigInteger> b = numbers(right);
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            BigInteger x = i < a.size() ? a.get(i) : BigInteger.ZERO;
            BigInteger y = i < b.size() ? b.get(i) : BigInteger.ZERO;
            if (x.compareTo(y) != 0) {
                return x.compareTo(y);
            }
        }
        return 0;
    }

    private static List<BigInteger> numbers(String version) {
        if (!wellFormed(version)) {
            throw new IllegalArgumentException("not a schema version: " + version);
        }
        return Arrays.stream(version.split("[._]", -1)).map(BigInteger::new).toList();
    }
}
