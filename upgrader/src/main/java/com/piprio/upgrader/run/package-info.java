/**
 * The upgrade, the rollback and the restore as lists of steps, and the engine that runs a list. Uses the ports of
 * {@code platform} and the files of {@code installation}; knows nothing of Docker or the command line.
 */
@NullMarked
package com.piprio.upgrader.run;

import org.jspecify.annotations.NullMarked;
