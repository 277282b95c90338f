package com.piprio.backup;

import com.piprio.operator.OperatorException;

/**
 * How much SQL a dump may come to: some kilobytes on the disk can be made to last for ever. What an honest one comes to was
 * measured when it was made.
 *
 * @param bytes reading stops behind them
 * @param inWords where the number comes from, for the error
 */
record DumpLimit(long bytes, String inWords) {
    /** For a dump that was made a moment ago from the live database. */
    static final DumpLimit NONE = new DumpLimit(Long.MAX_VALUE, "any");

    /** What stands before, between and behind the data is written by pg_restore, and not the same in each version of it. */
    private static final long AROUND_THE_DATA = 1 << 20;

    /** The server compresses large values itself, so a dump can come to more than the database; not to so much more. */
    private static final long LARGEST_RATIO = 100;

    static DumpLimit of(Manifest manifest) {
        DumpFacts facts = manifest.dump();
        if (facts != null) {
            return new DumpLimit(
                    sum(facts.decodedBytes(), AROUND_THE_DATA),
                    facts.decodedBytes() + " bytes of SQL, as the manifest says");
        }
        long database = manifest.databaseBytes();
        return new DumpLimit(
                database > Long.MAX_VALUE / LARGEST_RATIO ? Long.MAX_VALUE : database * LARGEST_RATIO,
                LARGEST_RATIO + " times the " + database
                        + " bytes that its database had (the bundle is of an upgrader that"
                        + " did not write down more)");
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** The refusal of a dump that comes to more. */
    OperatorException passed() {
        return Damage.in(BundleLayout.DUMP, "comes to more SQL than a dump of its database can")
                .expected("at most " + inWords)
                .found("more; reading was stopped there")
                .build();
    }
}
