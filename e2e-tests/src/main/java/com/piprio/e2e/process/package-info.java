/**
 * Child processes: what to run, for how long at most, and what came of it. Uses the JDK only.
 */
@NullMarked
package com.piprio.e2e.process;

import org.jspecify.annotations.NullMarked;
