/**
 * What the differences between two releases mean for one installation: each rule of the compatibility policy that
 * concerns operators, resolved against their own files and host. Looks, and changes nothing.
 *
 * <p>Uses {@code plan}, {@code installation}, {@code platform} and the rules of {@code release-contract}.
 */
@NullMarked
package com.piprio.upgrader.check;

import org.jspecify.annotations.NullMarked;
