/**
 * The rows of the platform and the values that the API shows of them. Statements name every column and use only those
 * that the running release knows.
 *
 * <p>May use the service runtime and JDBC; nothing of HTTP.
 */
@NullMarked
package com.piprio.api.store;

import org.jspecify.annotations.NullMarked;
