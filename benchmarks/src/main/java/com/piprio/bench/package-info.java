/**
 * The benchmarks of whole upgrades: one entry for each verb of {@code scripts/bench.sh}, what all share (the stage, the
 * options, the result file), and the ways to replace the API that are compared. Uses the harness of {@code e2e-tests};
 * nothing uses this.
 */
@NullMarked
package com.piprio.bench;

import org.jspecify.annotations.NullMarked;
