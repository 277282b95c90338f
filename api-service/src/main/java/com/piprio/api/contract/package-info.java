/**
 * What the running release promises, and what its rules say. The one package that knows {@code release-contract}, which
 * reads {@code release.yaml} and holds the rules: none of them is written here a second time.
 *
 * <p>May use release-contract, the values of the store and the service runtime; nothing of Jakarta REST or the
 * database.
 */
@NullMarked
package com.piprio.api.contract;

import org.jspecify.annotations.NullMarked;
