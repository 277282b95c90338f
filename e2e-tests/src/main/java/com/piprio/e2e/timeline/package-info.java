/**
 * What an installation answered from outside, and when. Uses the JDK's HTTP client and Jackson.
 */
@NullMarked
package com.piprio.e2e.timeline;

import org.jspecify.annotations.NullMarked;
