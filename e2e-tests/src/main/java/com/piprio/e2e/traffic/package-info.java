/**
 * Load on an installation while it is upgraded, and the account of it: what was answered, what was acknowledged, and
 * whether that is still there afterwards. Also the load of the benchmarks. Uses sockets and Jackson.
 */
@NullMarked
package com.piprio.e2e.traffic;

import org.jspecify.annotations.NullMarked;
