/**
 * Finds documents. Reads the database and never writes; releases before 1.6.0 have no such service.
 *
 * <p>May use the service runtime, JDBC and Vert.x routes. No client reaches it from outside: the proxy shows its health.
 */
@NullMarked
package com.piprio.search;

import org.jspecify.annotations.NullMarked;
