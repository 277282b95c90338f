/**
 * What differs between two releases, and what each difference means for those who run them: one table of rules for each
 * family of things that a release promises.
 *
 * <p>Uses the releases of {@code com.piprio.release}, the JDK and Jackson; reads nothing by itself but published API
 * documents.
 */
@NullMarked
package com.piprio.release.diff;

import org.jspecify.annotations.NullMarked;
