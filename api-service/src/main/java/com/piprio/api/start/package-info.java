/**
 * What the API does before it serves: wait for the database, refuse a schema that is too new, run the migrations.
 *
 * <p>May use Flyway and the service runtime; nothing of HTTP.
 */
@NullMarked
package com.piprio.api.start;

import org.jspecify.annotations.NullMarked;
