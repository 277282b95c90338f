/**
 * Hashes and signatures: what bundles and releases are believed by.
 *
 * <p>Uses the JDK, and Jackson for the one file format. Knows neither where keys lie nor whom an installation trusts.
 */
@NullMarked
package com.piprio.signing;

import org.jspecify.annotations.NullMarked;
