package com.piprio.backup;

/** How much of a bundle has been proven; each level includes those before it. A drill proves more than any of them. */
public enum VerificationLevel {
    /** The manifest is whole, and exactly the files it names are there in their sizes; none was read. */
    FILES,
    /** Every byte is the one that was written, by an installation that is trusted. */
    CONTENT,
    /** The database's own {@code pg_restore} could also read the whole dump, and it holds the expected tables. */
    DECODED
}
