/**
 * Turns due schedules into jobs.
 *
 * <p>May use the service runtime, JDBC and the Quarkus scheduler; serves nothing but health and metrics.
 */
@NullMarked
package com.piprio.scheduler;

import org.jspecify.annotations.NullMarked;
