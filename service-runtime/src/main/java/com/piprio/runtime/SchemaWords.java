package com.piprio.runtime;

import jakarta.inject.Singleton;

/**
 * The columns that differ between releases, as the running release names them. A statement that uses only these and
 * the columns of the first release works on the schema of the running release.
 */
@Singleton
public class SchemaWords {

    private final RunningRelease release;

    /** Takes the names that hold for a release. */
    public SchemaWords(RunningRelease release) {
        this.release = release;
    }

    /** The column with the name of a document, renamed by an offline migration of 1.5.0. */
    public String documentName() {
        return release.atLeast("1.5.0") ? "title" : "name";
    }

    /** Tells whether documents have {@code media_type}. */
    public boolean mediaType() {
        return release.atLeast("1.4.0");
    }

    /** Tells whether jobs have {@code attempts}. */
    public boolean attempts() {
        return release.atLeast("1.4.0");
    }

    /** Tells whether jobs have {@code priority}. */
    public boolean priority() {
        return release.atLeast("1.5.0");
    }

    /** Tells whether extractions have {@code language}. */
    public boolean language() {
        return release.atLeast("1.5.0");
    }

    /** Tells whether documents have {@code language}. */
    public boolean documentLanguage() {
        return release.atLeast("1.6.0");
    }

    /** Tells whether each value of a label has a row of its own, moved there by an offline migration of 1.6.0. */
    public boolean labelValueRows() {
        return release.atLeast("1.6.0");
    }

    /** Tells whether the fields of schema versions say more than name, type, required and options. */
    public boolean fieldDetails() {
        return release.atLeast("1.5.0");
    }
}
