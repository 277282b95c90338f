/**
 * What clients notice of a run, measured from where they are: requests through the public port in open loop, counted by
 * step. Uses {@code report} for the times of steps and plain sockets for requests; knows nothing of Docker or the
 * command line, and can neither fail nor disturb the run that it watches.
 */
@NullMarked
package com.piprio.upgrader.availability;

import org.jspecify.annotations.NullMarked;
