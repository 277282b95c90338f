/**
 * Load on an installation while it is upgraded, and the account of it: what was answered, what was acknowledged, and
 * whether that is still there afterwards. Uses the JDK's HTTP client and Jackson.
 */
@NullMarked
package com.piprio.e2e.traffic;

import org.jspecify.annotations.NullMarked;
