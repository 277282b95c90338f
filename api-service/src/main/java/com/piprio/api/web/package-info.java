/**
 * The HTTP API: resources, the token, problems, and which release brought what.
 *
 * <p>May use the store, the service runtime and Jakarta REST.
 */
@NullMarked
package com.piprio.api.web;

import org.jspecify.annotations.NullMarked;
