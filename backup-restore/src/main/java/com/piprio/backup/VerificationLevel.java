package com.piprio.backup;

/** How much of a bundle has been proven; each level includes those before it. */
public enum VerificationLevel {
    /** The manifest is whole; no other file was looked at. */
    MANIFEST,
    /** The file set is exact and every byte is the one that was written. */
    CONTENT,
    /** The database's own {@code pg_restore} could also read the whole dump, and it holds the expected tables. */
    DECODED
}
